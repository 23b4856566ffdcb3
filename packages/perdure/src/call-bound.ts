import type { Crate, Multiplicity, Pipe, PipeRef, SubPipe } from "@perdure/crate";
import type { RunJob, StuffValue } from "@perdure/engine";

/** The most provider calls that a run can make, before its first one. */
export interface CallBound {
  /** Inferences of the parts whose size is known. */
  readonly fixed: number;
  /** Inferences for each item of lists whose length only the run will know. */
  readonly per_item: readonly { readonly list: string; readonly pipe: PipeRef; readonly calls: number }[];
  /** Calls that one inference can become: schema re-asks, each with its transport retries. */
  readonly calls_per_inference: number;
}

const ANSWERS_ASKED = 3;

/** Counts what the entry can reach: the costliest outcome of a condition, batches by the lists that are known already. */
export function callBound(crate: Crate, job: Pick<RunJob, "entry" | "memory" | "limits">): CallBound {
  const perItem: { list: string; pipe: PipeRef; calls: number }[] = [];
  const sizes = new Map<string, number>();
  for (const [name, stuff] of Object.entries(job.memory.root)) {
    const size = lengthOf(stuff.value);
    if (size !== undefined) sizes.set(name, size);
  }
  const fixed = callsOf(crate, job.entry, { times: 1, sizes, perItem, depth: 0, limit: job.limits.pipe_stack_limit });
  return { fixed, per_item: perItem, calls_per_inference: ANSWERS_ASKED * (job.limits.transport.max_retries + 1) };
}

interface Scope {
  /** How often what is counted here can run. */
  readonly times: number;
  /** Lengths of lists by name. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly perItem: { list: string; pipe: PipeRef; calls: number }[];
  readonly depth: number;
  readonly limit: number;
}

function callsOf(crate: Crate, ref: PipeRef, scope: Scope): number {
  const pipe = Object.hasOwn(crate.pipes, ref) ? crate.pipes[ref] : undefined;
  if (pipe === undefined || scope.depth > scope.limit) return 0;
  const inside = { ...scope, depth: scope.depth + 1 };
  switch (pipe.type) {
    case "PipeSequence": {
      const sizes = new Map(scope.sizes);
      let calls = 0;
      for (const step of pipe.steps) {
        if (!("pipe" in step)) continue;
        calls += callsOfSub(crate, step, { ...inside, sizes });
        noteSize(crate, step, sizes);
      }
      return calls;
    }
    case "PipeParallel":
      return pipe.branches.reduce((sum, branch) => sum + callsOfSub(crate, branch, inside), 0);
    case "PipeCondition":
      return callsOfOutcomes(crate, pipe, inside);
    case "PipeBatch":
      return callsOfBatch(crate, pipe.branch, pipe.input_list_name, inside);
    default:
      return inferencesOf(pipe) * scope.times;
  }
}

function callsOfSub(crate: Crate, { pipe, batch }: SubPipe, scope: Scope): number {
  return batch === undefined ? callsOf(crate, pipe, scope) : callsOfBatch(crate, pipe, batch.over, scope);
}

/** Only one outcome runs: the costliest counts, by its known part first. */
function callsOfOutcomes(crate: Crate, pipe: Extract<Pipe, { type: "PipeCondition" }>, scope: Scope): number {
  const outcomes = [...Object.values(pipe.outcomes), pipe.default_outcome];
  const refs = new Set(outcomes.flatMap((outcome) => (typeof outcome === "string" ? [] : [outcome.pipe])));
  let most = { calls: 0, perItem: [] as Scope["perItem"] };
  for (const ref of refs) {
    const perItem: Scope["perItem"] = [];
    const calls = callsOf(crate, ref, { ...scope, perItem });
    const items = (list: Scope["perItem"]): number => list.reduce((sum, item) => sum + item.calls, 0);
    if (calls > most.calls || (calls === most.calls && items(perItem) > items(most.perItem))) most = { calls, perItem };
  }
  scope.perItem.push(...most.perItem);
  return most.calls;
}

function callsOfBatch(crate: Crate, ref: PipeRef, over: string, scope: Scope): number {
  const size = scope.sizes.get(over);
  if (size !== undefined) return callsOf(crate, ref, { ...scope, times: scope.times * size });
  const calls = callsOf(crate, ref, { ...scope, times: 1 });
  if (calls > 0) scope.perItem.push({ list: over, pipe: ref, calls });
  return 0;
}

/** A batch gives one value for each item; a pipe that declares N values gives N. */
function noteSize(crate: Crate, step: SubPipe, sizes: Map<string, number>): void {
  if (step.result === undefined) return;
  const declared: Multiplicity | undefined = step.multiplicity ?? crate.pipes[step.pipe]?.output.multiplicity;
  const size = step.batch === undefined ? declared : sizes.get(step.batch.over);
  if (typeof size === "number") sizes.set(step.result, size);
  else sizes.delete(step.result);
}

function inferencesOf(pipe: Pipe): number {
  if (pipe.type === "PipeStructure") return 1;
  if (pipe.type !== "PipeLLM") return 0;
  return pipe.structuring_method === "preliminary_text" ? 2 : 1;
}

const lengthOf = (value: StuffValue): number | undefined => ("items" in value ? value.items.length : undefined);
