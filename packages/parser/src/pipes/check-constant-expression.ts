import { isTemplateError, parseTemplate, renderTemplate } from "@perdure/templates";
import type { PipeContext } from "./pipe-context.ts";
import type { Span } from "../source/source-text.ts";

/** Work that a text which reads nothing may take here; what takes more is left to the run. */
const BUDGET = 10_000;

/** Reports an expression that reads nothing, so that every run prints the same, where that can name no outcome. */
export function checkConstantExpression(context: PipeContext, expression: string, span: Span): void {
  const problem = problemOf(expression);
  if (problem === undefined) return;
  context.reporter.report("condition.constant", span, { pipe: context.declared.ref, problem });
}

function problemOf(expression: string): string | undefined {
  const parsed = parseTemplate(expression, { category: "expression" });
  if (!parsed.ok || parsed.template.variables.length + parsed.template.possibleVariables.length > 0) return undefined;
  try {
    const style = { tag_style: "xml", text_format: "plain", budget: BUDGET } as const;
    const printed = renderTemplate(parsed.template, {}, style);
    if (printed === "") return "always prints nothing";
    return printed === "None" ? "always prints None" : undefined;
  } catch (error) {
    if (!isTemplateError(error)) throw error;
    return error.code === "template.budget_exceeded" ? undefined : `always fails: ${error.message.replace(/\.$/u, "")}`;
  }
}
