import type { WorkflowHandle } from "@temporalio/client";
import { defaultPayloadConverter } from "@temporalio/common";
import type { LeafResult } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { RunInput } from "../contract/run-contract.ts";

/**
 * What an ended execution was started with, with the result of every leaf that finished in it or before it: the input of
 * its successor, which calls only what is missing.
 */
export async function resumedInput(handle: WorkflowHandle): Promise<RunInput> {
  const { events } = await handle.fetchHistory();
  let input: RunInput | undefined;
  const scheduled = new Map<string, string>();
  const restored: Record<string, LeafResult> = {};
  for (const event of events ?? []) {
    const start = event.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
    if (start !== undefined) input = defaultPayloadConverter.fromPayload<RunInput>(start);
    const leaf = event.activityTaskScheduledEventAttributes?.activityId;
    if (typeof leaf === "string") scheduled.set(String(event.eventId), leaf);
    const done = event.activityTaskCompletedEventAttributes;
    const key = scheduled.get(String(done?.scheduledEventId));
    const result = done?.result?.payloads?.[0];
    if (key !== undefined && result !== undefined) restored[key] = defaultPayloadConverter.fromPayload(result);
  }
  if (input === undefined) {
    throw createFailure("run.lost", { message: "The server no longer has the history of the run." });
  }
  return { ...input, restored: { ...input.restored, ...restored } };
}
