import { createFailure, type FailureError, type UserAction } from "@perdure/failures";
import type { ModelProblem } from "@perdure/operators";

/** The failure of models that cannot be had: the first decides the code, and each is listed once with its pipe and place. */
export function modelFailure(problems: readonly ModelProblem[]): FailureError {
  const [first] = problems;
  if (first === undefined) return createFailure("model.unknown", { message: "A model cannot be resolved." });
  const different = problems.filter(
    ({ reference }, index) => problems.findIndex((other) => other.reference === reference) === index,
  );
  return createFailure(first.code, {
    message: first.message,
    ...(first.variables === undefined ? {} : { user_action: keyAction(first.variables) }),
    location: { pipe: first.pipe, ...first.place },
    validation_errors:
      different.length < 2
        ? []
        : different.map(({ code, message, pipe, place, suggestion }) => ({
            code,
            message,
            location: { pipe, ...place },
            ...(suggestion === undefined ? {} : { suggestion }),
          })),
  });
}

function keyAction(variables: readonly string[]): UserAction {
  const which = variables.length === 1 ? variables.join("") : `one of ${variables.join(", ")}`;
  return { kind: "check_credentials", detail: `Set ${which}; or add --emulated to try it without a key.` };
}
