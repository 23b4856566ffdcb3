import { createFailure, type FailureError } from "@perdure/failures";
import type { Diagnostic } from "@perdure/parser";

/** The failure of a method with errors: each with its place. */
export function methodFailure(diagnostics: readonly Diagnostic[]): FailureError {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const first = errors[0];
  return createFailure("method.invalid", {
    message: `The method has ${errors.length} ${errors.length === 1 ? "error" : "errors"}.`,
    ...(first === undefined
      ? {}
      : { location: { file: first.file, line: first.start.line, column: first.start.column } }),
    validation_errors: errors.map(({ code, message, file, start, suggestion }) => ({
      code,
      message,
      location: { file, line: start.line, column: start.column },
      ...(suggestion === undefined ? {} : { suggestion }),
    })),
  });
}
