import { reportUnknownParameter, spanOfRoot } from "./check-variables.ts";
import { offer } from "../diagnostics/did-you-mean.ts";
import type { LocatedVariable } from "./parse-located-template.ts";
import type { PipeContext } from "./pipe-context.ts";

/** Reports what a condition's expression reads without the condition declaring it. Its other inputs are for its outcomes. */
export function checkConditionVariables(context: PipeContext, variables: readonly LocatedVariable[] | undefined): void {
  const { reporter, contract, declared } = context;
  const inputs = Object.keys(contract.inputs);
  for (const { root, path, span } of variables ?? []) {
    if (root.startsWith("_")) reportUnknownParameter(context, root, span);
    if (root.startsWith("_") || Object.hasOwn(contract.inputs, root)) continue;
    const suggestion = reporter.suggest(root, inputs);
    const message = `'${root}' is read here but is no input of the pipe '${declared.code}'.${offer(suggestion)}`;
    reporter.report("template.variable_undeclared", spanOfRoot(span, root), message, {
      params: { pipe: declared.ref, variable: [root, ...path].join(".") },
      suggestion,
    });
  }
}
