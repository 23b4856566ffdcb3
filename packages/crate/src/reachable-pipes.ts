import type { ControllerPipe, Crate, Outcome, Pipe, PipeRef } from "./crate.ts";

/** Whether a pipe runs other pipes. */
export function isController(pipe: Pipe): pipe is ControllerPipe {
  return (
    pipe.type === "PipeSequence" ||
    pipe.type === "PipeParallel" ||
    pipe.type === "PipeCondition" ||
    pipe.type === "PipeBatch"
  );
}

/** The pipes that a pipe calls, in the order in which its author wrote them, each once. */
export function calledPipes(pipe: Pipe): readonly PipeRef[] {
  if (!isController(pipe)) return [];
  switch (pipe.type) {
    case "PipeSequence":
      return unique(pipe.steps.flatMap((step) => ("pipe" in step ? [step.pipe] : [])));
    case "PipeParallel":
      return unique(pipe.branches.map((branch) => branch.pipe));
    case "PipeCondition":
      return unique([...Object.values(pipe.outcomes), pipe.default_outcome].flatMap(pipeOf));
    case "PipeBatch":
      return [pipe.branch];
  }
}

/** Every pipe that a run from `entry` can reach, the entry first, depth first; a cycle is walked once. Names that the crate lacks are kept. */
export function reachablePipes(crate: Crate, entry: PipeRef): readonly PipeRef[] {
  const reached = new Set<PipeRef>();
  const waiting = [entry];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (reached.has(ref)) continue;
    reached.add(ref);
    const pipe = Object.hasOwn(crate.pipes, ref) ? crate.pipes[ref] : undefined;
    for (const called of pipe === undefined ? [] : calledPipes(pipe).toReversed()) waiting.push(called);
  }
  return [...reached];
}

const pipeOf = (outcome: Outcome): readonly PipeRef[] => (typeof outcome === "string" ? [] : [outcome.pipe]);
const unique = (refs: readonly PipeRef[]): readonly PipeRef[] => [...new Set(refs)];
