import { setTimeout as sleep } from "node:timers/promises";
import { hasEnded } from "./execution.ts";
import type { Execution } from "./execution.ts";
import type { ExecutionEvent } from "./execution-event.ts";
import { readEvents } from "./read-events.ts";

/** How an execution is followed. */
export interface FollowOptions {
  /** The last event that is known: what comes after it is wanted. Default: from the beginning. */
  readonly after?: Pick<ExecutionEvent, "sequence" | "id">;
  readonly signal?: AbortSignal;
}
/** What following is done with. */
export interface FollowPorts {
  readonly open: (
    lastEventId: string | undefined,
    signal: AbortSignal | undefined,
  ) => Promise<ReadableStream<Uint8Array>>;
  readonly get: () => Promise<Execution>;
  /** Milliseconds until the stream is opened again, by how often it broke without anything new. */
  readonly delay_ms: (failures: number) => number;
}

/** How often a stream may break without anything new before the execution is only looked at. */
const MOST_BREAKS = 5;

/**
 * Each event once and in order, whatever the stream does: one that breaks is opened again behind the last event, one that cannot be had
 * is done without. Ends when the execution has, which the execution itself says, not its events; what came at the very end is read once
 * more. Rejects with a FailureError where the execution cannot be had either.
 */
export async function* followExecution(ports: FollowPorts, options: FollowOptions): AsyncGenerator<ExecutionEvent> {
  const { signal } = options;
  let last = options.after;
  let breaks = 0;
  let ended = false;
  for (;;) {
    signal?.throwIfAborted();
    let seen = 0;
    let whole = false;
    try {
      if (breaks < MOST_BREAKS) {
        for await (const event of readEvents(await ports.open(last?.id, signal))) {
          // A server that starts over tells nothing twice.
          if (last !== undefined && event.sequence <= last.sequence) continue;
          last = event;
          seen += 1;
          yield event;
        }
        whole = true;
      }
    } catch {
      // Whatever broke: the next look says whether there is anything to follow.
      signal?.throwIfAborted();
    }
    if (ended && whole) return;
    breaks = seen > 0 ? 0 : breaks + 1;
    ended = hasEnded(await ports.get());
    // Of one that has ended the rest is there: one more look, unless there is no stream to be had.
    if (ended && breaks >= MOST_BREAKS) return;
    if (!ended || !whole) await sleep(ports.delay_ms(breaks), undefined, signal === undefined ? {} : { signal });
  }
}
