import type { ConditionPipe } from "@perdure/crate";
import { createFailure, isFailureError } from "@perdure/failures";
import { renderSource, templateRoots } from "./pure-piece.ts";
import type { PureContext } from "./pure-piece.ts";

type Condition = Pick<ConditionPipe, "expression">;

/** The names that a condition reads. */
export function conditionReads(pipe: Condition): readonly string[] {
  return templateRoots(asTemplate(pipe));
}

/**
 * What a condition's expression prints, as Python would. Throws a FailureError `perdure.condition_failed` when it cannot be
 * evaluated or prints nothing or `None`.
 */
export function evaluateCondition(pipe: Condition, context: PureContext): string {
  const printed = print(pipe, context);
  if (printed !== "" && printed !== "None") return printed;
  throw createFailure("perdure.condition_failed", {
    message: `The expression of the condition printed ${printed === "" ? "nothing" : "None"}.`,
  });
}

function print(pipe: Condition, context: PureContext): string {
  try {
    return renderSource(asTemplate(pipe), context);
  } catch (error) {
    if (!isFailureError(error)) throw error;
    throw createFailure("perdure.condition_failed", {
      message: `The expression of the condition cannot be evaluated. ${error.report.message}`,
      cause: error,
    });
  }
}

const asTemplate = ({ expression }: Condition) => ({ text: expression, category: "expression" as const });
