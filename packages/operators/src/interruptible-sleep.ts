import { setTimeout as wait } from "node:timers/promises";

/** Waits so many milliseconds; rejects with the signal's reason when it is aborted first. */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}
