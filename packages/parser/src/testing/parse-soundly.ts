import { readCrate } from "@perdure/crate";
import { renderDiagnostic } from "../diagnostics/render-diagnostic.ts";
import { DIAGNOSTIC_CODES } from "../diagnostics/diagnostic-codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { parseMethod } from "../parse-method.ts";
import type { MethodFile, ParsedMethod, ParseOptions } from "../parse-method.ts";
import type { Position } from "../source/source-text.ts";
import { validationVerdict } from "../verdict/validation-verdict.ts";

/**
 * Parses a method and throws an Error that says what does not hold of what came of it, whatever the texts are: every place is in its
 * text, every code is known, there is a crate exactly where there is no error, the crate can be read, and all is frozen JSON.
 */
export function parseSoundly(files: readonly MethodFile[], options: ParseOptions = {}): ParsedMethod {
  const method = parseMethod(files, options);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const diagnostic of method.diagnostics) checkDiagnostic(diagnostic, texts);
  check(
    method.ok === !method.diagnostics.some(({ severity }) => severity === "error"),
    "ok is another thing than no error",
  );
  check((method.crate !== undefined) === method.ok, "there is a crate with an error, or none without");
  if (method.crate !== undefined) {
    const written = JSON.stringify(method.crate);
    check(
      readCrate(JSON.parse(written)).fingerprint === method.crate.fingerprint,
      "the crate is not what its JSON says",
    );
    check(Object.isFrozen(method.crate.pipes), "the crate can be changed");
  }
  const verdict = JSON.stringify(validationVerdict(method));
  check(JSON.stringify(JSON.parse(verdict)) === verdict, "the verdict is no JSON");
  check(typeof method.inputsTemplate() === "object", "there is no template of the inputs");
  return method;
}

function checkDiagnostic(diagnostic: Diagnostic, texts: ReadonlyMap<string, string>): void {
  const { code, file, message, start, end } = diagnostic;
  const text = texts.get(file);
  check(text !== undefined, `${code} is of a file that nobody gave: ${file}`);
  check(Object.hasOwn(DIAGNOSTIC_CODES, code), `there is no code ${code}`);
  check(message.trim() !== "", `${code} says nothing`);
  check(Object.isFrozen(diagnostic) && Object.isFrozen(start) && Object.isFrozen(end), `${code} can be changed`);
  check(start.offset >= 0 && start.offset <= end.offset && end.offset <= text.length, `${code} is outside the text`);
  checkPosition(code, text, start);
  checkPosition(code, text, end);
  const lines = renderDiagnostic(diagnostic, text).split("\n");
  check(lines.length <= 3, `${code} is shown in ${lines.length} lines`);
  check(!/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(lines.join("")), `${code} shows control characters`);
  JSON.stringify(diagnostic);
}

function checkPosition(code: string, text: string, { offset, line, column }: Position): void {
  const before = text.slice(0, offset).split("\n");
  const isRight = line === before.length && column === (before.at(-1)?.length ?? 0) + 1;
  check(isRight, `${code} is at ${line}:${column}, which is not its offset ${offset}`);
}

function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
