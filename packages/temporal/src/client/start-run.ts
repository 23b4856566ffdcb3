import type { Client } from "@temporalio/client";
import { WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import { canonicalJson, sha256Hex } from "@perdure/crate";
import type { Json } from "@perdure/crate";
import { runIdTaken } from "@perdure/engine";
import type { RunJob } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { DEFAULT_DISPATCH } from "../contract/dispatch.ts";
import { DEFAULT_FLEET_QUEUE, RUN_WORKFLOW, embeddedQueueOf, workflowIdOf } from "../contract/names.ts";
import { MAX_PAYLOAD_BYTES } from "../contract/run-contract.ts";
import type { RunInput, RunMemo, WorkerMode } from "../contract/run-contract.ts";
import { readMemo, runState } from "./run-records.ts";
import type { TemporalOptions } from "./temporal-options.ts";

/** What a run that nobody works for waits at most. */
const EXECUTION_TIMEOUT = "30 days";

/** The workflow's input for a job. */
export function runInput(job: RunJob, options: TemporalOptions): RunInput {
  return { schema: 1, semantics: 1, job, dispatch: options.dispatch ?? DEFAULT_DISPATCH };
}

/** The queue of a run: its own where it gets its own worker, else the fleet's. */
export function queueOf(runId: string, mode: WorkerMode, options: TemporalOptions): string {
  return mode === "embedded" ? embeddedQueueOf(runId) : (options.task_queue ?? DEFAULT_FLEET_QUEUE);
}

/**
 * Starts the workflow of a run and says whether there is work to do. The same id with the same job is the run that exists,
 * ended or not; with another job it is refused with `request.idempotency_conflict`. `replacing` starts a successor of an
 * execution that ended without success.
 */
export async function startWorkflow(
  client: Client,
  input: RunInput,
  options: TemporalOptions,
  where: { readonly mode: WorkerMode; readonly queue: string; readonly replacing?: boolean },
): Promise<{ readonly open: boolean }> {
  const { job } = input;
  const size = Buffer.byteLength(JSON.stringify(input));
  if (size > MAX_PAYLOAD_BYTES) {
    // Sent all the same, it would be retried for most of a minute and end in a riddle.
    throw createFailure("perdure.payload_too_large", {
      message: `The job takes ${size} bytes, more than the ${MAX_PAYLOAD_BYTES} that a start may carry.`,
    });
  }
  const digest = sha256Hex(canonicalJson(job as unknown as Json));
  const memo: RunMemo = { perdure_entry: job.entry, perdure_job: digest, perdure_worker: where.mode };
  const workflowId = workflowIdOf(job.run_id);
  try {
    await client.workflow.start(RUN_WORKFLOW, {
      workflowId,
      taskQueue: where.queue,
      args: [input],
      memo: { ...memo },
      workflowIdReusePolicy: where.replacing === true ? "ALLOW_DUPLICATE_FAILED_ONLY" : "REJECT_DUPLICATE",
      workflowIdConflictPolicy: "FAIL",
      workflowExecutionTimeout: EXECUTION_TIMEOUT,
      staticSummary: job.entry.slice(0, 200),
    });
    return { open: true };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const existing = await client.workflow.getHandle(workflowId).describe();
    if (readMemo(existing.memo).perdure_job === digest) return { open: runState(existing.status.name) === "running" };
    throw runIdTaken(job.run_id);
  }
}
