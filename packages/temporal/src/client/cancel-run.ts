import { randomUUID } from "node:crypto";
import { runAlreadyEnded } from "@perdure/engine";
import type { FollowedRun } from "./followed-run.ts";
import { runState } from "./run-records.ts";

/**
 * Asks the server to cancel a run, with the reason in its history. Resolves to whether there is anything to end. Rejects with
 * `run.already_ended` for a run that completed or failed: the server would take the request and do nothing.
 */
export async function requestCancel(run: FollowedRun, reason: string | undefined): Promise<boolean> {
  const { client, handle } = run;
  const { status } = await handle.describe();
  const state = runState(status.name);
  if (state === "canceled") return false;
  if (state !== "running") throw runAlreadyEnded(run.run_id);
  await client.workflowService.requestCancelWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId: handle.workflowId },
    requestId: randomUUID(),
    ...(reason === undefined ? {} : { reason }),
  });
  return true;
}

/** The reason that a cancellation gave, from the end of the history; undefined where none is known. */
export async function cancelReason({ client, handle }: FollowedRun): Promise<string | undefined> {
  let nextPageToken: Uint8Array | undefined;
  try {
    do {
      const page = await client.workflowService.getWorkflowExecutionHistoryReverse({
        namespace: client.options.namespace,
        execution: { workflowId: handle.workflowId },
        ...(nextPageToken === undefined ? {} : { nextPageToken }),
      });
      for (const { workflowExecutionCancelRequestedEventAttributes: request } of page.history?.events ?? []) {
        if (request) return request.cause || undefined;
      }
      nextPageToken = page.nextPageToken;
    } while (nextPageToken !== undefined && nextPageToken.length > 0);
  } catch {
    // Not every server reads backwards; that the run was cancelled is known without it.
  }
  return undefined;
}
