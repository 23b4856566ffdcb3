import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BackendHost, LeafExecutor } from "@perdure/engine";
import { memoryContents } from "@perdure/engine";

/** A clock that jumps over every wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now: number;
  /** Times that were slept until, in order. */
  readonly slept: number[];
}

/** What a backend is given in tests: waits end at once and move the clock, unless their signal ends them. */
export function journalHost(
  leaves: Pick<LeafExecutor, "execute">,
  clock: Clock = { now: 1_000_000, slept: [] },
): BackendHost & { readonly clock: Clock } {
  return {
    clock,
    leaves: { ...leaves, close: () => Promise.resolve() },
    contents: memoryContents(),
    now: () => clock.now,
    sleepUntil: async (time, signal) => {
      await new Promise(setImmediate);
      if (signal.aborted) return;
      clock.slept.push(time);
      clock.now = Math.max(clock.now, time);
    },
    random: () => 0.5,
    log: () => undefined,
  };
}

/** A journal file in a folder of its own, and how to take both away. */
export function temporaryJournal(): { readonly folder: string; readonly file: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "perdure-journal-"));
  return {
    folder,
    file: join(folder, "journal.sqlite"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
