import { sha256Hex } from "@perdure/crate";

/**
 * The key of one provider call: the same over transport retries, attempts, resumes and backends, another one for each
 * inference inside the leaf (`ordinal`, zero-based).
 */
export function idempotencyKey(runId: string, nodeId: string, ordinal: number): string {
  return sha256Hex(`${runId}\n${nodeId}\n${ordinal}`);
}
