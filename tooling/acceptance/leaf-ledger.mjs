import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

/** The lines of a leaf ledger, which every leaf body appends to: one when it starts, one when it has its result. */
export function readLeafLedger(file) {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  // The last piece is empty, or a line that is being written.
  return lines.slice(0, -1).map((line) => JSON.parse(line));
}

/** How often each leaf body started, by node id. */
export function startsByNode(lines) {
  const starts = new Map();
  for (const { node_id, event } of lines) {
    if (event === "started") starts.set(node_id, (starts.get(node_id) ?? 0) + 1);
  }
  return starts;
}

/** The idempotency key of a leaf's provider call: the same on every backend, over attempts and resumes. */
export const callKey = (runId, node, ordinal = 0) =>
  createHash("sha256").update(`${runId}\n${node}\n${ordinal}`).digest("hex");
