import type { ConditionPipe } from "@perdure/crate";
import { createFailure, isFailureError } from "@perdure/failures";
import { renderSource, templateRoots } from "./pure-piece.ts";
import type { PureContext } from "./pure-piece.ts";

type Condition = Pick<ConditionPipe, "expression" | "outcomes" | "add_alias_from_expression_to">;

/** The names that a condition reads. */
export function conditionReads(pipe: Pick<Condition, "expression">): readonly string[] {
  return templateRoots(asTemplate(pipe));
}

/** What is kept of a printed text that no outcome is named by: what a person needs to see. */
const SHOWN = 60;

/**
 * What a condition's expression prints, as Python would; a text that is longer than every outcome's name is cut where that is
 * sure, so that a printed document does not travel. Throws a FailureError `perdure.condition_failed` when it cannot be
 * evaluated or prints nothing or `None`.
 */
export function evaluateCondition(pipe: Condition, context: PureContext): string {
  const printed = print(pipe, context);
  if (printed !== "" && printed !== "None")
    return pipe.add_alias_from_expression_to === undefined ? cut(pipe, printed) : printed;
  throw createFailure("perdure.condition_failed", {
    message: `The expression of the condition printed ${printed === "" ? "nothing" : "None"}.`,
  });
}

function cut({ outcomes }: Condition, printed: string): string {
  const longest = Math.max(SHOWN, ...Object.keys(outcomes).map((name) => name.length));
  return printed.slice(0, longest + 1);
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

const asTemplate = ({ expression }: Pick<Condition, "expression">) => ({
  text: expression,
  category: "expression" as const,
});
