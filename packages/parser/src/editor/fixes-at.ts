import { applyFix } from "../fixes/apply-fix.ts";
import type { SuggestedFix } from "../fixes/suggested-fix.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { parseMethod } from "../parse-method.ts";
import type { MethodFile } from "../parse-method.ts";

/** A fix with what it mends and the text that the file has with it. */
export interface FixAtPlace {
  readonly diagnostic: Diagnostic;
  readonly fix: SuggestedFix;
  readonly text: string;
}

/** The fixes of the diagnostics that stand at a place. */
export function fixesAt(files: readonly MethodFile[], path: string, offset: number): readonly FixAtPlace[] {
  const file = files.find((one) => one.path === path);
  if (file === undefined) return [];
  return parseMethod(files).diagnostics.flatMap((diagnostic) => {
    const { fix, start, end } = diagnostic;
    if (fix === undefined || diagnostic.file !== path || offset < start.offset || offset > end.offset) return [];
    const text = applyFix(file.text, fix);
    return text === undefined ? [] : [{ diagnostic, fix, text }];
  });
}
