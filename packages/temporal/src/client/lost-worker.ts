import { ActivityNotFoundError } from "@temporalio/client";
import type { Client, WorkflowExecutionDescription } from "@temporalio/client";
import { ApplicationFailure } from "@temporalio/common";
import { toTemporalFailure, workerLost } from "@perdure/failures/temporal";
import { hostname } from "node:os";
import { isAlive } from "../dev-server/file-lock.ts";
import { askProgress, describeQuietly } from "./follow-run.ts";
import type { FollowedRun } from "./followed-run.ts";
import { leavesWithWorker } from "./pending-leaves.ts";

/**
 * Who works for an embedded run at this moment: a worker that answers, none that does, or one that is seen to be dead; unknown
 * while the server does not answer.
 */
export type Driver = "alive" | "silent" | "gone" | "unknown";

const PATIENT_TRIES = 3;

export async function driverOf(run: FollowedRun, queue: string): Promise<Driver> {
  const pollers = await pollersOf(run.client, queue);
  // The server remembers a poller for minutes after its death: a process of this machine can be looked at, any other asked.
  const known = (pollers ?? []).filter((poller) => !isGone(poller));
  if (pollers !== undefined && pollers.length > 0 && known.length === 0) return "gone";
  // A worker that may be there is asked again: a busy machine answers late.
  for (let tries = known.length > 0 ? PATIENT_TRIES : 1; tries > 0; tries -= 1) {
    if ((await askProgress(run, 0)) !== undefined) return "alive";
  }
  const description = await describeQuietly(run);
  return description === undefined ? "unknown" : "silent";
}

/**
 * Ends the attempts of workers that are seen to be dead, so that their leaves need not be waited for until the server misses
 * their sign of life. Whether such a leaf may be tried again is the leaf's own retry policy, as if the server had missed it.
 */
export async function releaseLostLeaves(client: Client, description: WorkflowExecutionDescription): Promise<void> {
  const { workflowId, runId } = description;
  const lost = leavesWithWorker(description).filter(({ worker }) => isGone(worker));
  await Promise.all(
    lost.map(async ({ activityId, attempt }) => {
      const { nextRetryDelayMs, nonRetryable: _policy, ...failure } = lostAttempt(attempt);
      const thrown = ApplicationFailure.create({
        ...failure,
        details: [...failure.details],
        ...(nextRetryDelayMs === undefined ? {} : { nextRetryDelay: nextRetryDelayMs }),
      });
      thrown.stack = "";
      try {
        await client.activity.fail({ workflowId, runId, activityId }, thrown);
      } catch (error) {
        // It has ended by itself in the meantime.
        if (!(error instanceof ActivityNotFoundError)) throw error;
      }
    }),
  );
}

const lostAttempt = (attempt: number) =>
  toTemporalFailure(workerLost(), { effect: "idempotent", attempt, random: () => 0 });

async function pollersOf({ options, workflowService }: Client, queue: string): Promise<readonly string[] | undefined> {
  try {
    const { pollers } = await workflowService.describeTaskQueue({
      namespace: options.namespace,
      taskQueue: { name: queue },
    });
    return (pollers ?? []).map(({ identity }) => identity ?? "");
  } catch {
    // Not every server tells; then the worker is asked itself.
    return undefined;
  }
}

/** Whether a worker is seen to be dead: its identity names a process of this machine that is not there. */
function isGone(identity: string): boolean {
  const [, pid, host] = /^(\d+)@(.+)$/u.exec(identity) ?? [];
  return pid !== undefined && host === hostname() && !isAlive(Number(pid));
}
