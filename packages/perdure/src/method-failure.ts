import { createFailure, type FailureError } from "@perdure/failures";
import { messageOf, type Diagnostic } from "@perdure/parser";

/**
 * The failure of a method with errors, each with its place; of a choice of pipe that the method does not have, or of packages that are not
 * there, where nothing else is wrong.
 */
export function methodFailure(diagnostics: readonly Diagnostic[]): FailureError {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  const isOnlyEntry = first?.code === "entry.unknown" && errors.length === 1;
  const isOnlyMissing = errors.length > 0 && errors.every(({ code }) => code === "package.dependency_missing");
  const code = isOnlyEntry ? "request.pipe_not_found" : isOnlyMissing ? "method.dependency_missing" : "method.invalid";
  return createFailure(code, {
    message:
      first !== undefined && errors.length === 1 && (isOnlyEntry || isOnlyMissing)
        ? messageOf(first)
        : `The method has ${errors.length} ${errors.length === 1 ? "error" : "errors"}.`,
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
