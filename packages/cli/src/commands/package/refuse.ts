import { createFailure, type FailureError } from "@perdure/failures";
import { messageOf, renderDiagnostic, type Diagnostic } from "@perdure/parser";
import type { CommandContext } from "../../command-context.ts";

/** Whether something is an error, and not only doubtful. */
export const hasError = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === "error");

/** Says what is wrong with a package and ends with 1: for a person a line for each problem, else one failure that has them all. */
export function refuse(context: CommandContext, diagnostics: readonly Diagnostic[]): void {
  if (context.isJson) throw packageFailure(diagnostics);
  for (const diagnostic of diagnostics) context.io.stderr.write(`${renderDiagnostic(diagnostic)}\n`);
  context.exit(1);
}

function packageFailure(diagnostics: readonly Diagnostic[]): FailureError {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const isMissing = errors.every(({ code }) => code === "package.dependency_missing");
  const [first] = errors;
  return createFailure(isMissing ? "method.dependency_missing" : "method.invalid", {
    message: errors.length === 1 && first !== undefined ? messageOf(first) : `The package has ${errors.length} errors.`,
    ...(first === undefined
      ? {}
      : { location: { file: first.file, line: first.start.line, column: first.start.column } }),
    validation_errors: errors.map((error) => ({
      code: error.code,
      message: messageOf(error),
      location: { file: error.file, line: error.start.line, column: error.start.column },
      ...(error.suggestion === undefined ? {} : { suggestion: error.suggestion }),
    })),
  });
}
