import type { DiagnosticCode, Severity } from "../../diagnostics/diagnostic-codes.ts";
import { withPipe } from "../shop.ts";
import type { MethodFile, ParseOptions } from "../../parse-method.ts";

/** A method as a rule's fixture has it: one text, or several files, and how it is parsed. */
export interface Sample {
  readonly files: readonly MethodFile[];
  readonly options?: ParseOptions;
}
/** A rule of the language, and how this parser keeps it. */
export interface Rule {
  /** Its number in the reference of the language. */
  readonly rule: string;
  /** What must hold. */
  readonly says: string;
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** Keeps the rule: no diagnostic of the code, and no error. */
  readonly valid: Sample;
  /** Breaks it once, at the one stretch marked `«like this»`: the code there, and no other error. */
  readonly invalid: Sample;
}

/** A method of one file. */
export const text = (written: string, options?: ParseOptions): Sample => files([["method.mthds", written]], options);

/** A method of several files. */
export const files = (written: readonly (readonly [path: string, text: string])[], options?: ParseOptions): Sample => ({
  files: written.map(([path, content]) => ({ path, text: content })),
  ...(options === undefined ? {} : { options }),
});

/** A row whose two samples are a pipe `p` of the shop, given as its type and its other lines. */
export function pipeRule(
  rule: string,
  says: string,
  code: DiagnosticCode,
  [type, valid, invalid]: readonly [type: string, valid: string, invalid: string],
  { severity = "error", options }: { readonly severity?: Severity; readonly options?: ParseOptions } = {},
): Rule {
  const sample = (lines: string): Sample => text(withPipe(type, lines), options);
  return { rule, says, code, severity, valid: sample(valid), invalid: sample(invalid) };
}
