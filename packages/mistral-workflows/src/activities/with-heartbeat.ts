import type { ActivityContext } from "../host/workflow-host.ts";

/** A cancellation reaches an activity with the answer to its sign of life. */
const BEAT_MS = 1000;

/** Runs work with signs of life. */
export async function withHeartbeat<T>(context: ActivityContext, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => context.heartbeat(), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
