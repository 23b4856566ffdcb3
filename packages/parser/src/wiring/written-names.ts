import type { Pipe, PipeRef } from "@perdure/crate";
import type { Library } from "../library/library.ts";

/** The names that a called pipe leaves in its caller's memory. `isWhole` is false where there are more than could be followed. */
export interface WrittenNames {
  readonly names: ReadonlySet<string>;
  readonly isWhole: boolean;
}

// Each pipe is looked into anew: without a bound, a long chain of sequences would take the square of its length.
const MOST_STEPS = 1000;

/** What a called pipe leaves behind: sequences and conditions share their caller's memory, parallels may add to it. */
export function writtenNames(library: Library, pipe: PipeRef): WrittenNames {
  const names = new Set<string>();
  const seen = new Set<PipeRef>();
  let steps = 0;
  const waiting = [pipe];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (seen.has(ref)) continue;
    seen.add(ref);
    const called = library.pipes.get(ref)?.pipe;
    steps += lengthOf(called);
    if (steps > MOST_STEPS) return { names, isWhole: false };
    switch (called?.type) {
      case "PipeSequence":
        for (const step of called.steps) {
          if (step.result !== undefined) names.add(step.result);
          if ("pipe" in step && step.batch === undefined) waiting.push(step.pipe);
        }
        break;
      case "PipeCondition":
        if (called.add_alias_from_expression_to !== undefined) names.add(called.add_alias_from_expression_to);
        for (const outcome of [...Object.values(called.outcomes), called.default_outcome]) {
          if (typeof outcome !== "string") waiting.push(outcome.pipe);
        }
        break;
      case "PipeParallel":
        if (called.add_each_output) for (const branch of called.branches) names.add(branch.result);
        break;
      default:
        break;
    }
  }
  return { names, isWhole: true };
}

function lengthOf(pipe: Pipe | undefined): number {
  switch (pipe?.type) {
    case "PipeSequence":
      return 1 + pipe.steps.length;
    case "PipeCondition":
      return 1 + Object.keys(pipe.outcomes).length;
    case "PipeParallel":
      return 1 + pipe.branches.length;
    default:
      return 1;
  }
}
