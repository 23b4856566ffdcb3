import { readCrate } from "@perdure/crate";
import { readStandardCrate, standardCrateText } from "@perdure/crate/standard";
import type { StandardCrate } from "@perdure/crate/standard";
import { renderDiagnostic } from "../diagnostics/render-diagnostic.ts";
import { DIAGNOSTIC_CODES } from "../diagnostics/diagnostic-codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { messageOf } from "../messages/messages.ts";
import { parseMethod } from "../parse-method.ts";
import type { MethodFile, ParsedMethod, ParseOptions } from "../parse-method.ts";
import type { Position } from "../source/source-text.ts";
import { methodOfStandardCrate } from "../standard-crate/method-of-standard-crate.ts";
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
    checkStandardCrate(method);
  }
  const verdict = JSON.stringify(validationVerdict(method));
  check(JSON.stringify(JSON.parse(verdict)) === verdict, "the verdict is no JSON");
  check(typeof method.inputsTemplate() === "object", "there is no template of the inputs");
  return method;
}

/** The standard's crate of a method, written as a method, is that of the method. */
function checkStandardCrate(method: ParsedMethod): void {
  const crate = method.standardCrate();
  const files = crate === undefined ? undefined : methodOfStandardCrate(readStandardCrate(parsedText(crate)));
  if (crate === undefined || files === undefined) return;
  const again = parseMethod(files, { complete: true });
  const fingerprint = again.standardCrate()?.fingerprint;
  const said = again.diagnostics.filter(({ severity }) => severity === "error").map(messageOf);
  check(fingerprint === crate.fingerprint, `the crate is another one when it is read again: ${said.join(" ")}`);
}

const parsedText = (crate: StandardCrate): unknown => JSON.parse(standardCrateText(crate));

function checkDiagnostic(diagnostic: Diagnostic, texts: ReadonlyMap<string, string>): void {
  const { code, file, start, end, related = [] } = diagnostic;
  const text = texts.get(file);
  check(text !== undefined, `${code} is of a file that nobody gave: ${file}`);
  check(Object.hasOwn(DIAGNOSTIC_CODES, code), `there is no code ${code}`);
  check(messageOf(diagnostic).trim() !== "", `${code} says nothing`);
  check(Object.isFrozen(diagnostic) && Object.isFrozen(start) && Object.isFrozen(end), `${code} can be changed`);
  check(start.offset >= 0 && start.offset <= end.offset && end.offset <= text.length, `${code} is outside the text`);
  checkPosition(code, text, start);
  checkPosition(code, text, end);
  const lines = renderDiagnostic(diagnostic, text).split("\n");
  for (const place of related) {
    const other = texts.get(place.file);
    check(other !== undefined, `${code} leads to a file that nobody gave`);
    checkPosition(code, other, place.start);
    checkPosition(code, other, place.end);
  }
  check(lines.length <= 3 + related.length, `${code} is shown in ${lines.length} lines`);
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
