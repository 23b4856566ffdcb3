import type { NodeRecord } from "@perdure/engine";
import type { Database, Row } from "./open-database.ts";
import { readJson } from "./read-json.ts";
import type { Claim } from "./run-rows.ts";

/** The rows of the table `nodes`: what followers in other processes see. */
export interface NodeRows {
  /** Every record, in the order in which the nodes were opened. */
  all(runId: string): readonly NodeRecord[];
  /** The records that changed after a version, and the version that they lead to. */
  since(runId: string, version: number): { readonly version: number; readonly nodes: readonly NodeRecord[] };
  /** Inside a transaction that checks the claim. `change` counts the changes that this process has told. */
  put(claim: Claim, change: number, node: NodeRecord): void;
}

/** Versions go on growing over the processes that drive a run, one after another. */
const CHANGES_PER_EPOCH = 1_000_000_000;

/** The node records in a journal. */
export function createNodeRows(database: Database, file: string): NodeRows {
  const recordOf = ({ record }: Row): NodeRecord => readJson(record, file) as NodeRecord;
  return {
    all: (runId) => database.all("SELECT record FROM nodes WHERE run_id = ? ORDER BY rowid", runId).map(recordOf),
    since: (runId, version) => {
      const rows = database.all(
        "SELECT version, record FROM nodes WHERE run_id = ? AND version > ? ORDER BY version",
        runId,
        version,
      );
      return { version: Number(rows.at(-1)?.["version"] ?? version), nodes: rows.map(recordOf) };
    },
    put: ({ run_id, epoch }, change, node) => {
      database.run(
        `INSERT INTO nodes (run_id, node_id, version, record) VALUES (?, ?, ?, ?)
         ON CONFLICT (run_id, node_id) DO UPDATE SET version = excluded.version, record = excluded.record`,
        run_id,
        node.node_id,
        epoch * CHANGES_PER_EPOCH + change,
        JSON.stringify(node),
      );
    },
  };
}
