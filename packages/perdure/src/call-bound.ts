import type { Crate, Pipe, PipeRef, SubPipe } from "@perdure/crate";
import { isStoredList, listLength, MAIN_STUFF, type RunJob, type StuffValue } from "@perdure/engine";
import { ANSWERS_ASKED } from "@perdure/operators";
import {
  EMPTY_TALLY,
  inEachItem,
  sumOf,
  tallyOf,
  timesOf,
  worstOf,
  type CallTally,
  type ItemCalls,
} from "./call-tally.ts";

/** The most provider calls that a run can make, before its first one; a backend that tries a leaf again multiplies them. */
export interface CallBound {
  /** Inferences of the parts whose size is known. */
  readonly fixed: number;
  /** Inferences for each item of lists whose length only the run will know. */
  readonly per_item: readonly ItemCalls[];
  /** Calls that one inference can become: schema re-asks, each with its transport retries. */
  readonly calls_per_inference: number;
}

/**
 * Counts what the entry can reach, as the interpreter would walk it: the costliest outcome of each condition, batches by the
 * lists whose length is known already. Never less than a run makes; more where a condition or an absence saves calls.
 */
export function callBound(crate: Crate, job: Pick<RunJob, "entry" | "memory" | "limits">): CallBound {
  const sizes: Record<string, number> = {};
  for (const [name, { value }] of Object.entries(job.memory.root)) {
    const size = lengthOf(value);
    if (size !== undefined) sizes[name] = size;
  }
  const walk: Walk = { crate, limit: job.limits.pipe_stack_limit, done: new Map() };
  const { tally } = walkPipe(walk, { ref: job.entry, sizes, depth: 1 });
  const calls_per_inference = ANSWERS_ASKED * (job.limits.transport.max_retries + 1);
  return { fixed: tally.fixed, per_item: tally.per_item, calls_per_inference };
}

/** Lengths of the lists that a memory holds, by name; a name that is missing holds no list, or one of unknown length. */
type Sizes = Readonly<Record<string, number>>;
interface Walk {
  readonly crate: Crate;
  readonly limit: number;
  /** What was walked before: a method may call one pipe along very many ways. */
  readonly done: Map<string, Walked>;
}
interface Step {
  readonly ref: PipeRef;
  readonly sizes: Sizes;
  readonly depth: number;
  /** The name that the caller gives to the result. */
  readonly name?: string | undefined;
  readonly multiplicity?: SubPipe["multiplicity"];
}
/** What a pipe costs, and the lengths that are known after it. */
interface Walked {
  readonly tally: CallTally;
  readonly sizes: Sizes;
  /** The length of its own result, where it is a list of known length. */
  readonly size?: number | undefined;
}

// Past this much work lengths are forgotten on the way in, so that no method can make counting it a matter of minutes.
const MOST_WALKED = 500;

function walkPipe(walk: Walk, asked: Step): Walked {
  const step = walk.done.size < MOST_WALKED ? asked : { ...asked, sizes: {} };
  const { ref, sizes, depth, name, multiplicity } = step;
  const key = JSON.stringify([ref, depth, name, multiplicity, sortedEntries(sizes)]);
  const known = walk.done.get(key);
  if (known !== undefined) return known;
  const pipe = Object.hasOwn(walk.crate.pipes, ref) ? walk.crate.pipes[ref] : undefined;
  // Deeper than this the run itself is refused.
  const walked: Walked =
    pipe === undefined || depth > walk.limit
      ? { tally: EMPTY_TALLY, sizes: without(sizes, name) }
      : costOf(walk, pipe, step);
  walk.done.set(key, walked);
  return walked;
}

function costOf(walk: Walk, pipe: Pipe, step: Step): Walked {
  switch (pipe.type) {
    case "PipeSequence":
      return sequence(walk, pipe, step);
    case "PipeParallel":
      return parallel(walk, pipe, step);
    case "PipeCondition":
      return condition(walk, pipe, step);
    case "PipeBatch":
      return batch(walk, { ref: pipe.branch, over: pipe.input_list_name, as: pipe.input_item_name }, step);
    default: {
      const multiplicity = step.multiplicity ?? pipe.output.multiplicity;
      return result(step, tallyOf(inferencesOf(pipe)), typeof multiplicity === "number" ? multiplicity : undefined);
    }
  }
}

function sequence(walk: Walk, pipe: Extract<Pipe, { type: "PipeSequence" }>, step: Step): Walked {
  let { sizes } = step;
  let size: number | undefined;
  const tallies: CallTally[] = [];
  for (const inner of pipe.steps) {
    if ("from" in inner) {
      sizes = put(sizes, inner.result, sizeOf(sizes, inner.from));
      continue;
    }
    const walked = subPipe(walk, inner, { ...step, sizes });
    tallies.push(walked.tally);
    ({ sizes, size } = walked);
  }
  return { tally: sumOf(tallies), sizes: named(sizes, step.name, size), size };
}

function parallel(walk: Walk, pipe: Extract<Pipe, { type: "PipeParallel" }>, step: Step): Walked {
  const branches = pipe.branches.map((branch) => ({ branch, walked: subPipe(walk, branch, step) }));
  const isNamed = pipe.add_each_output || !pipe.combine;
  const sizes = isNamed
    ? branches.reduce((known, { branch, walked }) => put(known, branch.result, walked.size), step.sizes)
    : step.sizes;
  return result({ ...step, sizes }, sumOf(branches.map(({ walked }) => walked.tally)), undefined);
}

function condition(walk: Walk, pipe: Extract<Pipe, { type: "PipeCondition" }>, step: Step): Walked {
  const outcomes = [...Object.values(pipe.outcomes), pipe.default_outcome];
  const refs = [...new Set(outcomes.flatMap((outcome) => (typeof outcome === "string" ? [] : [outcome.pipe])))];
  const walked = refs.map((ref) => walkPipe(walk, { ...step, ref, depth: step.depth + 1 }));
  const tally = worstOf(walked.map((one) => one.tally));
  const goesOn: Walked = { tally: EMPTY_TALLY, sizes: step.sizes };
  const ends = outcomes.includes("continue") ? [...walked, goesOn] : walked;
  return { tally, sizes: largest(ends.map((end) => end.sizes)), size: largestOf(ends.map((end) => end.size)) };
}

function subPipe(walk: Walk, sub: SubPipe, { sizes, depth }: Pick<Step, "sizes" | "depth">): Walked {
  const inner = { ref: sub.pipe, sizes, depth: depth + 1, name: sub.result, multiplicity: sub.multiplicity };
  if (sub.batch !== undefined) return batch(walk, { ref: sub.pipe, ...sub.batch }, inner);
  const walked = walkPipe(walk, inner);
  return { ...walked, sizes: named(walked.sizes, sub.result, walked.size) };
}

function batch(walk: Walk, { ref, over, as }: { ref: PipeRef; over: string; as: string }, step: Step): Walked {
  const size = sizeOf(step.sizes, over);
  const item = walkPipe(walk, { ref, sizes: without(step.sizes, as), depth: step.depth + 1 });
  const tally = size === undefined ? inEachItem(item.tally, over, ref) : timesOf(item.tally, size);
  return result(step, tally, size);
}

/** An outcome of its own name: what else the memory holds stays. */
const result = (step: Step, tally: CallTally, size: number | undefined): Walked => ({
  tally,
  sizes: put(step.sizes, step.name ?? MAIN_STUFF, size),
  size,
});
const named = (sizes: Sizes, name: string | undefined, size: number | undefined): Sizes =>
  name === undefined ? sizes : put(sizes, name, size);

const sizeOf = (sizes: Sizes, name: string): number | undefined =>
  Object.hasOwn(sizes, name) ? sizes[name] : undefined;

/** A value under a name; the former latest result is that no more. */
function put(sizes: Sizes, name: string, size: number | undefined): Sizes {
  const others = without(without(sizes, name), MAIN_STUFF);
  return size === undefined ? others : { ...others, [name]: size };
}

function without(sizes: Sizes, name: string | undefined): Sizes {
  if (name === undefined || !Object.hasOwn(sizes, name)) return sizes;
  const { [name]: _, ...others } = sizes;
  return others;
}

const sortedEntries = (sizes: Sizes): readonly (readonly [string, number])[] =>
  Object.entries(sizes).sort(([left], [right]) => (left < right ? -1 : 1));

/** What is known of the lengths whichever way was taken. */
function largest([first = {}, ...others]: readonly Sizes[]): Sizes {
  const entries = Object.entries(first).flatMap(([name, size]) => {
    const most = largestOf([size, ...others.map((other) => sizeOf(other, name))]);
    return most === undefined ? [] : [[name, most] as const];
  });
  return Object.fromEntries(entries);
}

const largestOf = (sizes: readonly (number | undefined)[]): number | undefined => {
  const known = sizes.filter((size) => size !== undefined);
  return known.length === 0 || known.length < sizes.length ? undefined : Math.max(...known);
};

function inferencesOf(pipe: Pipe): number {
  if (pipe.type === "PipeStructure") return 1;
  if (pipe.type !== "PipeLLM") return 0;
  return pipe.structuring_method === "preliminary_text" ? 2 : 1;
}

const lengthOf = (value: StuffValue): number | undefined => (isStoredList(value) ? listLength(value) : undefined);
