import { reportUnknownParameter, spanOfRoot } from "./check-variables.ts";
import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
import type { LocatedVariable } from "./parse-located-template.ts";
import type { PipeContext } from "./pipe-context.ts";

/** Reports what a condition's expression reads without the condition declaring it. Its other inputs are for its outcomes. */
export function checkConditionVariables(context: PipeContext, variables: readonly LocatedVariable[] | undefined): void {
  const { reporter, contract, declared } = context;
  for (const { root, path, span } of variables ?? []) {
    if (root.startsWith("_")) reportUnknownParameter(context, root, span);
    if (root.startsWith("_") || Object.hasOwn(contract.inputs, root)) continue;
    const suggestion = didYouMean(root, Object.keys(contract.inputs));
    const message = `'${root}' is read here but is no input of the pipe '${declared.code}'.${offer(suggestion)}`;
    reporter.report("template.variable_undeclared", spanOfRoot(span, root), message, {
      params: { pipe: declared.ref, variable: [root, ...path].join(".") },
      suggestion,
    });
  }
}
