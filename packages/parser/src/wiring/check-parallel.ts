import { resolvedFields } from "@perdure/crate";
import type { ParallelPipe } from "@perdure/crate";
import { reportUnread } from "./check-calls.ts";
import { namesOfInputs, walkStep } from "./check-sequence.ts";
import type { PipeContext } from "../pipes/pipe-context.ts";
import type { LocatedStep } from "../pipes/read-sub-pipe.ts";
import { showSlot } from "../pipes/slot.ts";
import { mismatch } from "./wiring.ts";
import type { KnownValue, Wiring } from "./wiring.ts";

/** Holds each branch against the inputs of the parallel, and each result against the field that it fills. */
export function checkParallel(
  wiring: Wiring,
  context: PipeContext,
  pipe: ParallelPipe | undefined,
  steps: readonly LocatedStep[],
): void {
  const names = namesOfInputs(context);
  if (steps.length === 0) names.isPartial = true;
  const given = new Map<string, { readonly value: KnownValue; readonly located: LocatedStep }>();
  for (const located of steps) {
    // Branches do not see one another: each starts from the inputs.
    if (!wiring.spend(context.declared, names.values.size)) {
      names.isPartial = true;
      break;
    }
    const own = { ...names, values: new Map(names.values) };
    const value = walkStep(wiring, context, own, located);
    names.isPartial ||= own.isPartial || located.step === undefined;
    if (located.result !== undefined) given.set(located.result, { value, located });
  }
  reportUnread(context, names);
  if (pipe?.combine !== true) return;
  const fields = resolvedFields(wiring.concepts, pipe.output.concept) ?? {};
  for (const [name, field] of Object.entries(fields)) {
    const branch = given.get(name);
    const concept = field.type === "list" ? field.item_concept : field.concept;
    if (branch === undefined || concept === undefined) continue;
    const slot = { concept, multiplicity: field.type === "list" ? ("many" as const) : ("single" as const) };
    if (mismatch(wiring, branch.value, slot) === undefined) continue;
    const expected = showSlot(slot.concept, slot.multiplicity);
    const message = `The branch '${name}' does not give ${expected}, which the field of '${pipe.output.concept}' is.`;
    context.reporter.report("parallel.field_mismatch", branch.located.span, message, {
      params: { pipe: context.declared.ref, field: name, expected },
    });
  }
}
