import type { PlanPipe } from "@perdure/crate";
import { createFailure, isFailureError } from "@perdure/failures";
import { absenceThatLifts } from "./check-presence.ts";
import { inNode } from "./in-node.ts";
import type { NodeOutcome } from "./in-node.ts";
import { bindAbsence, bindResult, findStuff, mainStuff } from "../memory/memory.ts";
import { resolveMultiplicity } from "./multiplicity.ts";
import { runBatch } from "./run-batch.ts";
import { runCompose } from "./run-compose.ts";
import { runCondition } from "./run-condition.ts";
import { runLeaf } from "./run-leaf.ts";
import { runCancelled } from "../contract/run-endings.ts";
import { runParallel } from "./run-parallel.ts";
import { runElsewhere } from "./run-elsewhere.ts";
import { runSequence } from "./run-sequence.ts";
import type { Memory } from "../memory/memory.ts";
import type { AbsenceRecord } from "../memory/values.ts";
import { plannedPipe } from "./walk.ts";
import type { Invocation, Walk } from "./walk.ts";

/** The envelope around every pipe: its node, how deep it is, whether it runs at all. */
export function runPipe(walk: Walk, invocation: Invocation): Promise<Memory> {
  const { node, parent, ref, path, item } = invocation;
  const pipe = plannedPipe(walk, ref);
  if (isController(pipe) && node !== walk.start && walk.environment.runController !== undefined) {
    return runElsewhere(walk, invocation);
  }
  const type = pipe.type === "leaf" ? LEAF_TYPES[pipe.kind] : pipe.type;
  return inNode(walk, { node, parent, ref, path, item, type }, async () => {
    guardWalk(walk, invocation);
    const absence = absenceThatLifts(pipe.inputs, invocation.memory);
    if (absence !== undefined) return lift(invocation, pipe, absence);
    const memory = await dispatch(walk, invocation, pipe);
    return { value: memory, last: writtenCode(memory, invocation) };
  });
}

/** What calls other pipes; what composes or is a leaf does not. */
const isController = ({ type }: PlanPipe): boolean => type !== "leaf" && type !== "PipeCompose";

const LEAF_TYPES = {
  llm: "PipeLLM",
  structure: "PipeStructure",
  extract: "PipeExtract",
  func: "PipeFunc",
  judge: "PipeJudge",
  img_gen: "PipeImgGen",
  search: "PipeSearch",
  doc_gen: "PipeDocGen",
} as const;

function dispatch(walk: Walk, invocation: Invocation, pipe: PlanPipe): Promise<Memory> {
  switch (pipe.type) {
    case "leaf":
      return runLeaf(walk, invocation, pipe);
    case "PipeCompose":
      return runCompose(walk, invocation, pipe);
    case "PipeSequence":
      return runSequence(walk, invocation, pipe);
    case "PipeParallel":
      return runParallel(walk, invocation, pipe);
    case "PipeCondition":
      return runCondition(walk, invocation, pipe);
    case "PipeBatch":
      return runBatch(walk, invocation, pipe);
  }
}

function guardWalk({ environment, job }: Walk, { path }: Invocation): void {
  const { aborted, reason } = environment.signal;
  if (aborted) {
    throw isFailureError(reason) ? reason : runCancelled();
  }
  const limit = job.limits.pipe_stack_limit;
  if (path.length <= limit) return;
  throw createFailure("perdure.pipe_stack_overflow", {
    message: `Pipes are nested more than ${limit} deep: ${path.slice(0, 3).join(" → ")} → … → ${path.slice(-2).join(" → ")}.`,
  });
}

/** Skips a pipe whose input is absent: its result is absent too, and a list that nobody made is empty. */
function lift(invocation: Invocation, pipe: PlanPipe, cause: AbsenceRecord): NodeOutcome<Memory> {
  const reason = `'${cause.variable_name}' is absent`;
  const { node, ref, memory, outputName, multiplicity } = invocation;
  const last = { status: "skipped" as const, skip_reason: reason };
  if (resolveMultiplicity(pipe.output.multiplicity, multiplicity) !== "single") {
    const empty = { code: node, name: "", concept: pipe.output.concept, value: { items: [] } };
    return { value: bindResult(memory, empty, outputName), last: { ...last, writes: node } };
  }
  const record: AbsenceRecord = {
    variable_name: "",
    kind: "skipped",
    reason: `${ref} was skipped: ${reason}.`,
    producing_pipe: ref,
    upstream: cause,
  };
  return { value: bindAbsence(memory, record, outputName), last };
}

function writtenCode(memory: Memory, { outputName }: Invocation): { writes?: string } {
  const stuff = outputName === undefined ? mainStuff(memory) : findStuff(memory, outputName);
  return stuff === undefined ? {} : { writes: stuff.code };
}
