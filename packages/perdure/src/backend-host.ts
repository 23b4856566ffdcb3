import { setTimeout as sleep } from "node:timers/promises";
import type { AbortSignalLike, BackendHost, ContentStore, LeafExecutor } from "@perdure/engine";

// The longest that a timer of Node can be set to.
const LONGEST_SLEEP_MS = 2_147_483_647;

/** What a backend gets from this process: its clock, its chance, its leaves. */
export function createBackendHost(
  leaves: LeafExecutor,
  contents: ContentStore,
  log: (message: string) => void,
): BackendHost {
  return { leaves, contents, now: () => Date.now(), sleepUntil, random: () => Math.random(), log };
}

/** Sleeps until the time (milliseconds since the epoch) or the signal; never rejects. */
async function sleepUntil(time: number, signal: AbortSignalLike): Promise<void> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    while (Date.now() < time && !controller.signal.aborted) {
      await sleep(Math.min(time - Date.now(), LONGEST_SLEEP_MS), undefined, { signal: controller.signal });
    }
  } catch (error) {
    if (!controller.signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
