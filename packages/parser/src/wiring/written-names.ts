import type { Pipe, PipeRef, SubPipe } from "@perdure/crate";
import type { Library } from "../library/library.ts";
import { UNKNOWN_VALUE, valueOfOutput } from "./known-value.ts";
import type { KnownValue } from "./known-value.ts";

/** The names that a called pipe leaves in its caller's memory, with their values. `isWhole` is false where there are more than could be followed. */
export interface WrittenNames {
  readonly values: ReadonlyMap<string, KnownValue>;
  readonly isWhole: boolean;
}

// Each pipe is looked into anew: without a bound, a long chain of sequences would take the square of its length.
const MOST_STEPS = 1000;

/** What a called pipe leaves behind: sequences and conditions share their caller's memory, parallels may add to it. */
export function writtenNames(library: Library, pipe: PipeRef): WrittenNames {
  const values = new Map<string, KnownValue>();
  const seen = new Set<PipeRef>();
  let steps = 0;
  // What stands behind a condition is written on some runs only: its values are not known.
  const waiting: { readonly ref: PipeRef; readonly isCertain: boolean }[] = [{ ref: pipe, isCertain: true }];
  const write = (name: string, value: KnownValue): void => {
    values.set(name, values.has(name) ? UNKNOWN_VALUE : value);
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { ref, isCertain } = next;
    if (seen.has(ref)) continue;
    seen.add(ref);
    const declared = library.pipes.get(ref);
    steps += lengthOf(declared?.pipe);
    if (steps > MOST_STEPS) return { values, isWhole: false };
    // What could not be read may have written any name.
    if (declared !== undefined && declared.pipe === undefined) return { values, isWhole: false };
    const given = (step: SubPipe): KnownValue => (isCertain ? valueOfStep(library, step) : UNKNOWN_VALUE);
    const called = declared?.pipe;
    switch (called?.type) {
      case "PipeSequence":
        for (const step of called.steps) {
          if (step.result !== undefined) write(step.result, "pipe" in step ? given(step) : UNKNOWN_VALUE);
          if ("pipe" in step && step.batch === undefined) waiting.push({ ref: step.pipe, isCertain });
        }
        break;
      case "PipeCondition":
        if (called.add_alias_from_expression_to !== undefined)
          write(called.add_alias_from_expression_to, UNKNOWN_VALUE);
        for (const outcome of [...Object.values(called.outcomes), called.default_outcome]) {
          if (typeof outcome !== "string") waiting.push({ ref: outcome.pipe, isCertain: false });
        }
        break;
      case "PipeParallel":
        if (called.add_each_output) for (const branch of called.branches) write(branch.result, given(branch));
        break;
      default:
        break;
    }
  }
  return { values, isWhole: true };
}

/** What a parallel puts together in a Composite: the result of each branch. Undefined where the pipe is none. */
export function membersOf(library: Library, ref: PipeRef): ReadonlyMap<string, KnownValue> | undefined {
  const pipe = library.pipes.get(ref)?.pipe;
  if (pipe?.type !== "PipeParallel" || !pipe.combine || pipe.output.concept !== "native.Composite") return undefined;
  return new Map(pipe.branches.map((branch) => [branch.result, valueOfStep(library, branch)]));
}

/** What a step stores, by what its pipe promises. */
function valueOfStep(library: Library, { pipe, multiplicity, batch }: SubPipe): KnownValue {
  const declared = library.pipes.get(pipe);
  const value = valueOfOutput(declared?.pipe?.output ?? declared?.contract?.output);
  if (batch !== undefined) return { ...value, multiplicity: "many", absent: false };
  return multiplicity === undefined ? value : { ...value, multiplicity };
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
