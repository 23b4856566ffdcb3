import type { ConditionPipe } from "@perdure/crate";
import { checkCall, reportUnread } from "./check-calls.ts";
import { checkOutput } from "./check-output.ts";
import { namesOfInputs } from "./check-sequence.ts";
import type { LocatedReadings } from "../pipes/parse-located-template.ts";
import type { PipeContext } from "../pipes/pipe-context.ts";
import { spanOfKey } from "../pipes/pipe-context.ts";
import type { Span } from "../source/source-text.ts";
import { valueOfOutput } from "./known-value.ts";
import type { Wiring } from "./wiring.ts";

/** Holds each outcome against the inputs and the output of a condition. */
export function checkCondition(
  wiring: Wiring,
  context: PipeContext,
  pipe: ConditionPipe,
  readings: LocatedReadings | undefined,
): void {
  const names = namesOfInputs(context);
  if (readings === undefined) names.isPartial = true;
  for (const { root } of readings?.variables ?? []) {
    names.read.add(root);
    // A name that the expression reads in vain has been reported there.
    if (!names.values.has(root)) names.reported.add(root);
  }
  const outcomes = [
    ...Object.entries(pipe.outcomes).map(([key, outcome]) => ({ outcome, span: spanOfOutcome(context, key) })),
    { outcome: pipe.default_outcome, span: spanOfKey(context, "default_outcome") },
  ];
  let mayContinue = false;
  const judged = new Set<string>();
  for (const { outcome, span } of outcomes) {
    if (typeof outcome === "string") {
      mayContinue ||= outcome === "continue";
      continue;
    }
    if (judged.has(outcome.pipe)) continue;
    judged.add(outcome.pipe);
    const mayBeSkipped = checkCall(wiring, context, names, { pipe: outcome.pipe, span });
    const value = valueOfOutput(wiring.outputOf(outcome.pipe));
    checkOutput(wiring, context, { ...value, absent: value.absent || mayBeSkipped }, `its outcome '${outcome.pipe}'`);
  }
  reportUnread(context, names);
  if (mayContinue && !context.contract.output.optional) {
    context.reporter.report("condition.continue_output", spanOfKey(context, "output"), { pipe: context.declared.ref });
  }
}

function spanOfOutcome(context: PipeContext, key: string): Span {
  const outcomes = context.table.entries.get("outcomes")?.value;
  const entry = outcomes?.kind === "table" ? outcomes.entries.get(key) : undefined;
  return entry?.value.span ?? context.declared.entry.keySpan;
}
