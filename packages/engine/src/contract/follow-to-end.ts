import type { ExecuteOptions, RunHandle, RunResult } from "./backend.ts";

/**
 * Follows a started run to its end: events to the listener, an abort of the signal to a cancellation. Rejects with the
 * run's failure.
 */
export async function followToEnd(handle: RunHandle, { signal, onEvent }: ExecuteOptions): Promise<RunResult> {
  // A refused cancellation shows in the run itself: it ends as if nobody had asked.
  const cancel = (): void => void handle.cancel().catch(() => undefined);
  if (signal?.aborted === true) cancel();
  signal?.addEventListener("abort", cancel);
  try {
    if (onEvent !== undefined) for await (const event of handle.events()) onEvent(event);
    return await handle.result();
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}
