import { runNotDriven } from "@perdure/engine";
import { setTimeout as sleep } from "node:timers/promises";
import { describeQuietly } from "./follow-run.ts";
import type { FollowedRun, Outcome } from "./followed-run.ts";
import type { Driver } from "./lost-worker.ts";
import { runState } from "./run-records.ts";

const LOOK_MS = 1000;
/** So many looks in a row: a worker that starts needs seconds, one that is seen to be dead may have a successor on its way. */
const LOOKS = { gone: 3, silent: 20 };

/**
 * Resolves when nobody drives a run that waits for its own process: it would be followed for ever. Never resolves while
 * somebody does, while that is not known, or after the signal.
 */
export async function whenNotDriven(
  run: FollowedRun,
  look: () => Promise<Driver>,
  signal: AbortSignal,
): Promise<Outcome> {
  for (let misses = 0; ; misses += 1) {
    if (!(await paused(signal))) return new Promise(() => undefined);
    const driver = await look();
    if (driver === "alive" || driver === "unknown") misses = -1;
    else if (misses + 1 >= LOOKS[driver] && (await isOpen(run))) {
      return { ok: false, error: runNotDriven(run.run_id), nodes: [] };
    }
  }
}

const paused = (signal: AbortSignal): Promise<boolean> => sleep(LOOK_MS, true, { signal }).catch(() => false);

async function isOpen(run: FollowedRun): Promise<boolean> {
  const description = await describeQuietly(run);
  return description !== undefined && runState(description.status.name) === "running";
}
