import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { defaultPayloadConverter } from "@temporalio/common";
import type { History } from "@temporalio/common/lib/proto-utils.js";
import type { LeafResult } from "@perdure/engine";
import type { LeafActivityInput, RunInput, RunOutput } from "../contract/run-contract.ts";

// The SDK's own protobuf namespaces are not there for an ES module's named imports.
const { historyFromJSON } = createRequire(import.meta.url)("@temporalio/common/lib/proto-utils.js") as {
  historyFromJSON: (json: unknown) => History;
};

/** One remote leaf as a history has it. */
interface RecordedLeaf {
  readonly activityId: string;
  readonly type: string;
  readonly queue: string;
  readonly startToCloseSeconds: number;
  readonly heartbeatSeconds: number;
  readonly maximumAttempts: number;
  readonly nonRetryable: readonly string[];
  readonly input: LeafActivityInput;
  readonly result?: LeafResult;
}
/** What a recorded history says, decoded. */
export interface RecordedHistory {
  readonly history: History;
  readonly queue: string;
  readonly input: RunInput;
  readonly leaves: readonly RecordedLeaf[];
  readonly output?: RunOutput;
}

/** Reads a committed history. */
export async function recordedHistory(name: string): Promise<RecordedHistory> {
  const file = new URL(`../__fixtures__/history-${name}.json`, import.meta.url);
  const history = historyFromJSON(JSON.parse(await readFile(file, "utf8")));
  const events = history.events ?? [];
  const start = events[0]?.workflowExecutionStartedEventAttributes;
  const output = events.at(-1)?.workflowExecutionCompletedEventAttributes?.result?.payloads?.[0];
  const results = new Map<string, LeafResult>();
  for (const { activityTaskCompletedEventAttributes: done } of events) {
    const payload = done?.result?.payloads?.[0];
    if (payload) results.set(String(done?.scheduledEventId), defaultPayloadConverter.fromPayload(payload));
  }
  const leaves = events.flatMap(({ eventId, activityTaskScheduledEventAttributes: scheduled }): RecordedLeaf[] => {
    const payload = scheduled?.input?.payloads?.[0];
    if (!scheduled || !payload) return [];
    const result = results.get(String(eventId));
    return [
      {
        activityId: scheduled.activityId ?? "",
        type: scheduled.activityType?.name ?? "",
        queue: scheduled.taskQueue?.name ?? "",
        startToCloseSeconds: Number(scheduled.startToCloseTimeout?.seconds),
        heartbeatSeconds: Number(scheduled.heartbeatTimeout?.seconds),
        maximumAttempts: scheduled.retryPolicy?.maximumAttempts ?? 0,
        nonRetryable: scheduled.retryPolicy?.nonRetryableErrorTypes ?? [],
        input: defaultPayloadConverter.fromPayload(payload),
        ...(result === undefined ? {} : { result }),
      },
    ];
  });
  return {
    history,
    queue: start?.taskQueue?.name ?? "",
    input: defaultPayloadConverter.fromPayload(start?.input?.payloads?.[0] ?? {}),
    leaves,
    ...(output ? { output: defaultPayloadConverter.fromPayload<RunOutput>(output) } : {}),
  };
}
