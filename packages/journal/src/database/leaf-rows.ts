import type { LeafResult } from "@perdure/engine";
import type { FailureError } from "@perdure/failures";
import type { Database, Row } from "./open-database.ts";
import { readFailure } from "./read-failure.ts";
import { readJson } from "./read-json.ts";
import type { Claim } from "./run-rows.ts";

/** What is known of a leaf in one generation of a run. Attempts are one-based; times are milliseconds since the epoch. */
export type LeafState =
  | { readonly state: "started"; readonly attempt: number }
  | {
      readonly state: "waiting";
      readonly attempt: number;
      readonly next_attempt_at: number;
      readonly failure: FailureError;
    }
  | { readonly state: "failed"; readonly attempt: number; readonly failure: FailureError }
  | { readonly state: "succeeded"; readonly attempt: number; readonly result: LeafResult };

/** The rows of the table `leaves`. */
export interface LeafRows {
  /** The result that a leaf had in any generation: a recorded success is kept. */
  result(leaf: string): LeafResult | undefined;
  /** How the leaf stands in this generation. */
  find(leaf: string): LeafState | undefined;
  /** Inside a transaction that checks the claim. */
  put(leaf: string, state: LeafState, now: number): void;
}

/** The leaves of a run that this process drives. */
export function createLeafRows(database: Database, { run_id, generation }: Claim, file: string): LeafRows {
  return {
    result: (leaf) => {
      const row = database.get(
        "SELECT outcome FROM leaves WHERE run_id = ? AND leaf = ? AND state = 'succeeded' ORDER BY generation DESC LIMIT 1",
        run_id,
        leaf,
      );
      return row === undefined ? undefined : (readJson(row["outcome"], file) as LeafResult);
    },
    find: (leaf) => {
      const row = database.get(
        "SELECT * FROM leaves WHERE run_id = ? AND leaf = ? AND generation = ?",
        run_id,
        leaf,
        generation,
      );
      return row === undefined ? undefined : readState(row, file);
    },
    put: (leaf, state, now) => {
      database.run(
        `INSERT OR REPLACE INTO leaves (run_id, leaf, generation, state, attempt, changed_at, next_attempt_at, outcome)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        run_id,
        leaf,
        generation,
        state.state,
        state.attempt,
        now,
        state.state === "waiting" ? state.next_attempt_at : null,
        outcomeOf(state),
      );
    },
  };
}

function outcomeOf(state: LeafState): string | null {
  switch (state.state) {
    case "started":
      return null;
    case "succeeded":
      return JSON.stringify(state.result);
    case "waiting":
    case "failed":
      return JSON.stringify(state.failure);
  }
}

function readState(row: Row, file: string): LeafState {
  const attempt = Number(row["attempt"]);
  const outcome = () => readJson(row["outcome"], file);
  switch (row["state"] as LeafState["state"]) {
    case "started":
      return { state: "started", attempt };
    case "succeeded":
      return { state: "succeeded", attempt, result: outcome() as LeafResult };
    case "waiting":
      return {
        state: "waiting",
        attempt,
        next_attempt_at: Number(row["next_attempt_at"]),
        failure: readFailure(outcome()),
      };
    case "failed":
      return { state: "failed", attempt, failure: readFailure(outcome()) };
  }
}
