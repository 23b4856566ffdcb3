import type { Environment } from "../contract/environment.ts";
import { closeMemory, openMemory } from "../memory/memory.ts";
import { boundedNodeId } from "./node-id.ts";
import { createNodeRecords } from "./node-records.ts";
import type { NodeRecord } from "../contract/run-event.ts";
import type { PipeCall, PipeResult } from "../contract/pipe-call.ts";
import type { RunJob } from "../contract/run-job.ts";
import { runPipe } from "./run-pipe.ts";
import type { WorkingMemory } from "../memory/values.ts";
import { plannedPipeOf } from "./walk.ts";
import type { Invocation, Walk } from "./walk.ts";

/** What a walk leaves behind. */
export interface Interpretation {
  readonly memory: WorkingMemory;
  readonly nodes: readonly NodeRecord[];
}

/**
 * Walks the control plan of a job. Deterministic: given the same leaf results, the same memory and the same nodes; everything
 * impure goes through the environment. Rejects with a FailureError that says where in the run it happened.
 */
export function interpret(job: RunJob, environment: Environment): Promise<Interpretation> {
  const { code } = plannedPipeOf(job.plan, job.entry);
  return walkFrom(job, environment, {
    ref: job.entry,
    node: boundedNodeId(code),
    memory: openMemory(job.memory),
    path: [code],
    outputName: job.output_name,
    multiplicity: job.output_multiplicity,
    parameters: {},
  });
}

/**
 * Walks one controller of a job, in the unit of work that `Environment.runController` gave it: the same nodes, events and memory as
 * where it is walked by its caller. Rejects with a FailureError that says where in the run it happened.
 */
export function interpretPipe(job: RunJob, call: PipeCall, environment: Environment): Promise<PipeResult> {
  const { pipe, node_id, parent, path, memory, output_name, output_multiplicity, item, parameters } = call;
  return walkFrom(job, environment, {
    ref: pipe,
    node: node_id,
    ...(parent === undefined ? {} : { parent }),
    memory: openMemory(memory),
    path,
    outputName: output_name,
    multiplicity: output_multiplicity,
    item,
    parameters,
  });
}

async function walkFrom(job: RunJob, environment: Environment, start: Invocation): Promise<Interpretation> {
  const records = createNodeRecords((event) => environment.emit(event));
  const walk: Walk = {
    job,
    environment,
    records,
    start: start.node,
    runPipe: (invocation) => runPipe(walk, invocation),
  };
  const memory = await walk.runPipe(start);
  return { memory: closeMemory(memory), nodes: records.all() };
}
