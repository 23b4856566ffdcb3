import { resolvedFields } from "@perdure/crate";
import type { ParallelPipe } from "@perdure/crate";
import { reportUnread } from "./check-calls.ts";
import { namesOfInputs, walkStep } from "./check-sequence.ts";
import type { PipeContext } from "../pipes/pipe-context.ts";
import type { LocatedStep } from "../pipes/read-sub-pipe.ts";
import { misfitOf } from "./field-fit.ts";
import type { Wiring } from "./wiring.ts";
import type { KnownValue } from "./known-value.ts";

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
    if (branch === undefined) continue;
    const { value, located } = branch;
    const params = { pipe: context.declared.ref, field: name };
    const misfit = misfitOf(wiring, value, field);
    if (misfit !== undefined) {
      context.reporter.report("parallel.field_mismatch", located.span, {
        ...params,
        name,
        misfit,
        output: pipe.output.concept,
      });
    } else if (value.absent && field.required) {
      context.reporter.report("parallel.branch_may_be_absent", located.span, {
        ...params,
        name,
        output: pipe.output.concept,
      });
    }
  }
}
