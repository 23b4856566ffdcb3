import type { SequencePipe } from "@perdure/crate";
import type { PipeContext } from "./pipe-context.ts";
import { readStep } from "./read-sub-pipe.ts";
import type { LocatedStep } from "./read-sub-pipe.ts";
import { fieldOf } from "../source/toml-fields.ts";

/** A controller with its steps or branches where they stand. `pipe` is undefined when one of them could not be read. */
export interface ReadController<P> {
  readonly pipe: P | undefined;
  readonly steps: readonly LocatedStep[];
}

/** Reads a PipeSequence: one or more steps. */
export function readSequencePipe(context: PipeContext): ReadController<SequencePipe> {
  const steps = readSteps(context, "steps", "step");
  const read = steps.flatMap(({ step }) => (step === undefined ? [] : [step]));
  const isWhole = read.length === steps.length && steps.length > 0;
  return { steps, pipe: isWhole ? { ...context.base, type: "PipeSequence", steps: read } : undefined };
}

/** Reads the array of a controller's steps or branches; a missing or empty one is reported. */
export function readSteps(context: PipeContext, key: string, place: "step" | "branch"): readonly LocatedStep[] {
  const { reporter, table, declared } = context;
  const array = fieldOf(reporter, table, key, "array");
  const steps = array?.items.map((item) => readStep(context, item, place)) ?? [];
  if (steps.length === 0 && (array !== undefined || !table.entries.has(key))) {
    const span = table.entries.get(key)?.keySpan ?? declared.entry.keySpan;
    reporter.report("controller.empty", span, { pipe: declared.ref, key, code: declared.code, place });
  }
  return steps;
}
