import type { PipeContext } from "../pipes/pipe-context.ts";
import { spanOfKey } from "../pipes/pipe-context.ts";
import { showSlot } from "../pipes/slot.ts";
import { mismatch } from "./wiring.ts";
import type { Wiring } from "./wiring.ts";
import type { KnownValue } from "./known-value.ts";

/** Holds what a controller's part gives against what the controller promises. */
export function checkOutput(wiring: Wiring, context: PipeContext, given: KnownValue, giver: string): void {
  const { reporter, contract, declared } = context;
  const { output } = contract;
  const span = spanOfKey(context, "output");
  const params = { pipe: declared.ref };
  const problem = mismatch(wiring, given, output);
  if (problem !== undefined && given.concept !== undefined) {
    const promised = showSlot(output.concept, output.multiplicity);
    const found = showSlot(given.concept, given.multiplicity ?? "single");
    const told = { says: "promised", ...params, code: declared.code, giver, expected: promised, found } as const;
    reporter.report(problem === "concept" ? "output.concept" : "output.multiplicity", span, told, {
      suggestion: found,
    });
  }
  if (given.absent && !output.optional && given.multiplicity === "single") {
    reporter.report("output.may_be_absent", span, { ...params, giver, code: declared.code });
  }
}
