import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { LeafCall } from "@perdure/engine";

/** Writes down which leaf bodies ran, for tests that count them: one line when a body starts, one when it has its result. */
export type LeafLedger = (call: LeafCall, attempt: number, event: "started" | "finished") => Promise<void>;

/** A ledger in a file, appended to in whole lines so that several processes may share it; without a file it does nothing. */
export function createLeafLedger(file: string | undefined, now: () => number): LeafLedger {
  if (file === undefined) return () => Promise.resolve();
  const ready = mkdir(dirname(file), { recursive: true });
  return async ({ run_id, node_id }, attempt, event) => {
    await ready;
    const line = { run_id, node_id, attempt, event, at: new Date(now()).toISOString() };
    await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  };
}
