import type { PlanPipe } from "@perdure/crate";
import { createFailure, toFailure, withLocation } from "@perdure/failures";
import { absenceThatLifts } from "./check-presence.ts";
import { bindAbsence, bindResult, findStuff, mainStuff } from "./memory.ts";
import { runBatch } from "./run-batch.ts";
import { runCompose } from "./run-compose.ts";
import { runCondition } from "./run-condition.ts";
import { runLeaf } from "./run-leaf.ts";
import { runParallel } from "./run-parallel.ts";
import { runSequence } from "./run-sequence.ts";
import type { AbsenceRecord, WorkingMemory } from "./values.ts";
import { plannedPipe } from "./walk.ts";
import type { Invocation, Walk } from "./walk.ts";

/** The envelope around every pipe: depth, presence, its record, and the one place that says where a failure happened. */
export async function runPipe(walk: Walk, invocation: Invocation): Promise<WorkingMemory> {
  const { environment, records } = walk;
  const { node, parent, ref } = invocation;
  const pipe = plannedPipe(walk, ref);
  records.open({
    node_id: node,
    ...(parent === undefined ? {} : { parent }),
    pipe: ref,
    type: pipe.type === "leaf" ? LEAF_TYPES[pipe.kind] : pipe.type,
    status: "running",
    started_at: environment.now(),
  });
  try {
    guardWalk(walk, invocation);
    const absence = absenceThatLifts(pipe.inputs, invocation.memory);
    if (absence !== undefined) return lift(walk, invocation, pipe, absence);
    const memory = await dispatch(walk, invocation, pipe);
    records.change(node, { status: "succeeded", ended_at: environment.now(), ...writtenCode(memory, invocation) });
    return memory;
  } catch (error) {
    const failure = withLocation(toFailure(error, {}), {
      pipe: ref,
      path: invocation.path,
      node,
      ...(invocation.item === undefined ? {} : { item: invocation.item }),
    });
    const canceled = failure.report.code === "run.cancelled";
    records.change(node, {
      status: canceled ? "canceled" : "failed",
      ended_at: environment.now(),
      ...(failure.report.location?.node === node ? { failure: failure.report } : {}),
    });
    throw failure;
  }
}

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

function dispatch(walk: Walk, invocation: Invocation, pipe: PlanPipe): Promise<WorkingMemory> {
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
  if (environment.signal.aborted) throw createFailure("run.cancelled", { message: "The run was cancelled." });
  const limit = job.limits.pipe_stack_limit;
  if (path.length <= limit) return;
  throw createFailure("perdure.pipe_stack_overflow", {
    message: `Pipes are nested more than ${limit} deep: ${path.slice(0, 3).join(" → ")} → … → ${path.slice(-2).join(" → ")}.`,
  });
}

function lift(walk: Walk, invocation: Invocation, pipe: PlanPipe, cause: AbsenceRecord): WorkingMemory {
  const reason = `'${cause.variable_name}' is absent`;
  const { node, ref, memory, outputName } = invocation;
  walk.records.change(node, { status: "skipped", ended_at: walk.environment.now(), skip_reason: reason });
  if (pipe.output.multiplicity !== "single") {
    return bindResult(memory, { code: node, name: "", concept: pipe.output.concept, value: { items: [] } }, outputName);
  }
  const record: AbsenceRecord = {
    variable_name: "",
    kind: "skipped",
    reason: `${ref} was skipped: ${reason}.`,
    producing_pipe: ref,
    upstream: cause,
  };
  return bindAbsence(memory, record, outputName);
}

function writtenCode(memory: WorkingMemory, { outputName }: Invocation): { writes?: string } {
  const stuff = outputName === undefined ? mainStuff(memory) : findStuff(memory, outputName);
  return stuff === undefined ? {} : { writes: stuff.code };
}
