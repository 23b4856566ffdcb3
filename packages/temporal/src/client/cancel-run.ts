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

/** The reason that a cancellation gave; undefined where none is known. */
export async function cancelReason(run: FollowedRun): Promise<string | undefined> {
  try {
    // The end of a history is where it is; not every server reads backwards.
    return await reasonIn(backwards(run)).catch(() => reasonIn(forwards(run)));
  } catch {
    // That the run was cancelled is known without it.
    return undefined;
  }
}

interface Event {
  readonly workflowExecutionCancelRequestedEventAttributes?: { readonly cause?: string | null } | null;
}

async function reasonIn(events: AsyncIterable<Event>): Promise<string | undefined> {
  for await (const { workflowExecutionCancelRequestedEventAttributes: request } of events) {
    if (request) return request.cause || undefined;
  }
  return undefined;
}

async function* backwards({ client, handle }: FollowedRun): AsyncGenerator<Event> {
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution: { workflowId: handle.workflowId },
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    });
    yield* page.history?.events ?? [];
    nextPageToken = page.nextPageToken;
  } while (nextPageToken !== undefined && nextPageToken.length > 0);
}

async function* forwards({ handle }: FollowedRun): AsyncGenerator<Event> {
  yield* (await handle.fetchHistory()).events ?? [];
}
