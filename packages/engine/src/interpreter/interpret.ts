import type { Environment } from "../contract/environment.ts";
import { closeMemory, openMemory } from "../memory/memory.ts";
import { boundedNodeId } from "./node-id.ts";
import { createNodeRecords } from "./node-records.ts";
import type { NodeRecord } from "../contract/run-event.ts";
import type { RunJob } from "../contract/run-job.ts";
import { runPipe } from "./run-pipe.ts";
import type { WorkingMemory } from "../memory/values.ts";
import { plannedPipe } from "./walk.ts";
import type { Walk } from "./walk.ts";

/** What a walk leaves behind. */
export interface Interpretation {
  readonly memory: WorkingMemory;
  readonly nodes: readonly NodeRecord[];
}

/**
 * Walks the control plan of a job. Deterministic: given the same leaf results, the same memory and the same nodes; everything
 * impure goes through the environment. Rejects with a FailureError that says where in the run it happened.
 */
export async function interpret(job: RunJob, environment: Environment): Promise<Interpretation> {
  const records = createNodeRecords((event) => environment.emit(event));
  const walk: Walk = { job, environment, records, runPipe: (invocation) => runPipe(walk, invocation) };
  const { code } = plannedPipe(walk, job.entry);
  const memory = await walk.runPipe({
    ref: job.entry,
    node: boundedNodeId(code),
    memory: openMemory(job.memory),
    path: [code],
    outputName: job.output_name,
    multiplicity: job.output_multiplicity,
    parameters: {},
  });
  return { memory: closeMemory(memory), nodes: records.all() };
}
