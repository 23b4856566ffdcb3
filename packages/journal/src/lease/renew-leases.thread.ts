// The thread that keeps the leases of a process alive, however busy its main thread is.
import { parentPort, workerData } from "node:worker_threads";
import { loadSqlite } from "../database/load-sqlite.ts";
import { LEASE_DURATION_MS } from "./lease-terms.ts";
import type { LeaseMessage, LeaseThreadAnswer, LeaseThreadData } from "./lease-keeper.ts";

/** A journal that stays busy is asked again at the next turn, well before the lease ends. */
const BUSY_TIMEOUT_MS = 1000;
// https://www.sqlite.org/rescode.html#busy
const BUSY = 5;

const { file, renewal_ms } = workerData as LeaseThreadData;
const { DatabaseSync } = loadSqlite();
const connection = new DatabaseSync(file);
connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
// A renewal that a power cut loses is worth nothing after it.
connection.exec("PRAGMA synchronous = NORMAL");
const renew = connection.prepare(
  "UPDATE runs SET lease_expires_at = ? WHERE run_id = ? AND epoch = ? AND holder IS NOT NULL",
);
const held = new Map<string, number>();

parentPort?.on("message", (message: LeaseMessage) => {
  if (message.kind === "hold") held.set(message.run_id, message.epoch);
  else held.delete(message.run_id);
});
setInterval(() => {
  try {
    for (const [runId, epoch] of held) renew.run(Date.now() + LEASE_DURATION_MS, runId, epoch);
  } catch (error) {
    if ((error as { readonly errcode?: number }).errcode !== BUSY) throw error;
    parentPort?.postMessage("busy" satisfies LeaseThreadAnswer);
  }
}, renewal_ms);
