import { canonicalJson } from "@perdure/crate";
import type { Json } from "@perdure/crate";
import type { RunJob, RunResult, RunState, RunSummary } from "@perdure/engine";
import { readRunJob, runAlreadyEnded, runCancelled } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { FailureError } from "@perdure/failures";
import type { RunEnd } from "@perdure/direct";
import { LEASE_DURATION_MS } from "../lease/lease-terms.ts";
import { livenessOf, type ProcessIdentity } from "../lease/process-identity.ts";
import type { Cell, Database, Row } from "./open-database.ts";
import { readFailure } from "./read-failure.ts";
import { readJson } from "./read-json.ts";

/** What a process needs to drive a run: every write names the epoch, so that one who lost the run cannot write any more. */
export interface Claim {
  readonly run_id: string;
  readonly epoch: number;
  readonly generation: number;
}

/** A run as the journal has it. */
export interface RecordedRun {
  readonly summary: RunSummary;
  readonly job: () => RunJob;
  /** How it ended, where it has ended. */
  readonly outcome: () => RecordedOutcome;
}
type RecordedOutcome = Pick<RunResult, "memory" | "usage"> | FailureError;

/** The rows of the table `runs`. `now` is milliseconds since the epoch. */
export interface RunRows {
  /** Throws `run.not_found`. */
  get(runId: string, now: number): RecordedRun;
  /** How a run stands, without its job and its outcome, which may be large. Throws `run.not_found`. */
  summary(runId: string, now: number): RunSummary;
  list(now: number): readonly RunSummary[];
  /** Adds a run that this process drives; undefined where there is one with its id. */
  create(job: RunJob, now: number): Claim | undefined;
  /**
   * Takes up a run that nobody drives and that has not completed. A run that failed or was cancelled starts a new
   * generation. Throws `perdure.run_in_progress` while somebody drives it.
   */
  claim(runId: string, now: number): Claim;
  holds(claim: Claim): boolean;
  /** The reason of a cancellation that another process asked for. */
  cancelRequest(runId: string): { readonly reason?: string } | undefined;
  /**
   * Asks the process that drives a run to cancel it; a run that nobody drives is cancelled at once. Throws `run.not_found`, or
   * `run.already_ended` for a run that completed or failed.
   */
  requestCancel(runId: string, reason: string | undefined, now: number): void;
  /** Records the end of a run. Inside a transaction that checks the claim. */
  end(claim: Claim, end: RunEnd): void;
  /** Gives a run up, so that another process may take it at once. */
  release(claim: Claim): void;
}

const SUMMARY = "run_id, state, entry, holder, lease_expires_at, started_at, ended_at";

/** The rows of the runs in a journal, as this process sees and holds them. */
export function createRunRows(database: Database, me: ProcessIdentity, file: string): RunRows {
  const rowOf = (runId: string, columns = "*"): Row => {
    const row = database.get(`SELECT ${columns} FROM runs WHERE run_id = ?`, runId);
    if (row === undefined) throw noSuchRun(runId);
    return row;
  };
  return {
    get: (runId, now) => recordedRun(rowOf(runId), now, file),
    summary: (runId, now) => summaryOf(rowOf(runId, SUMMARY), now, file),
    list: (now) =>
      database
        .all(`SELECT ${SUMMARY} FROM runs ORDER BY started_at DESC, run_id DESC`)
        .map((row) => summaryOf(row, now, file)),
    create: (job, now) =>
      database.transaction(() => {
        const added = database.run(
          `INSERT INTO runs (run_id, entry, job, state, generation, epoch, holder, lease_expires_at, started_at)
           VALUES (?, ?, ?, 'running', 1, 1, ?, ?, ?) ON CONFLICT DO NOTHING`,
          job.run_id,
          job.entry,
          canonicalJson(job as unknown as Json),
          JSON.stringify(me),
          now + LEASE_DURATION_MS,
          now,
        );
        return added === 0 ? undefined : { run_id: job.run_id, epoch: 1, generation: 1 };
      }),
    claim: (runId, now) =>
      database.transaction(() => {
        const row = rowOf(runId);
        if (isDriven(row, now, file)) throw inProgress(row, now);
        const epoch = Number(row["epoch"]) + 1;
        const ended = row["state"] !== "running";
        const generation = Number(row["generation"]) + (ended ? 1 : 0);
        database.run(
          `UPDATE runs SET state = 'running', generation = ?, epoch = ?, holder = ?, lease_expires_at = ?,
           cancel_request = NULL, ended_at = NULL, outcome = NULL WHERE run_id = ?`,
          generation,
          epoch,
          JSON.stringify(me),
          now + LEASE_DURATION_MS,
          runId,
        );
        // What an earlier process told is over; followers start again with what this one does.
        database.run("DELETE FROM nodes WHERE run_id = ?", runId);
        return { run_id: runId, epoch, generation };
      }),
    holds: ({ run_id, epoch }) =>
      database.get("SELECT 1 FROM runs WHERE run_id = ? AND epoch = ? AND holder IS NOT NULL", run_id, epoch) !==
      undefined,
    cancelRequest: (runId) => {
      const text = database.get("SELECT cancel_request FROM runs WHERE run_id = ?", runId)?.["cancel_request"];
      return typeof text === "string" ? (readJson(text, file) as { readonly reason?: string }) : undefined;
    },
    requestCancel: (runId, reason, now) =>
      database.transaction(() => {
        const row = rowOf(runId);
        if (row["state"] === "canceled") return;
        if (row["state"] !== "running") throw runAlreadyEnded(runId);
        if (isDriven(row, now, file)) {
          const request = JSON.stringify(reason === undefined ? {} : { reason });
          database.run("UPDATE runs SET cancel_request = ? WHERE run_id = ?", request, runId);
          return;
        }
        database.run(
          `UPDATE runs SET state = 'canceled', epoch = epoch + 1, holder = NULL, lease_expires_at = NULL, ended_at = ?,
           outcome = ? WHERE run_id = ?`,
          now,
          JSON.stringify(runCancelled(reason)),
          runId,
        );
      }),
    end: ({ run_id, epoch }, end) => {
      const outcome =
        end.state === "completed" ? { memory: end.result.memory, usage: end.result.usage } : end.failure.toJSON();
      database.run(
        `UPDATE runs SET state = ?, ended_at = ?, outcome = ?, holder = NULL, lease_expires_at = NULL, cancel_request = NULL
         WHERE run_id = ? AND epoch = ?`,
        end.state,
        end.ended_at,
        JSON.stringify(outcome),
        run_id,
        epoch,
      );
    },
    release: ({ run_id, epoch }) => {
      database.run(
        "UPDATE runs SET holder = NULL, lease_expires_at = NULL WHERE run_id = ? AND epoch = ?",
        run_id,
        epoch,
      );
    },
  };
}

function recordedRun(row: Row, now: number, file: string): RecordedRun {
  return {
    summary: summaryOf(row, now, file),
    job: () => readRunJob(readJson(row["job"], file)),
    outcome: () => readOutcome(row, file),
  };
}

function summaryOf(row: Row, now: number, file: string): RunSummary {
  const ended = row["ended_at"];
  const waits = row["state"] === "running" && !isDriven(row, now, file);
  return {
    run_id: String(row["run_id"]),
    state: waits ? "interrupted" : (row["state"] as RunState),
    entry: String(row["entry"]),
    started_at: Number(row["started_at"]),
    ...(typeof ended === "number" ? { ended_at: ended } : {}),
  };
}

/** A holder that is seen to be dead holds nothing; one that cannot be seen holds until its lease ends. */
function isDriven(row: Row, now: number, file: string): boolean {
  if (row["holder"] === null || leaseLeft(row, now) === 0) return false;
  return livenessOf(readJson(row["holder"], file) as ProcessIdentity) !== "dead";
}

const leaseLeft = (row: Row, now: number): number => Math.max(0, numberOf(row["lease_expires_at"]) - now);
const numberOf = (cell: Cell | undefined): number => (typeof cell === "number" ? cell : 0);

function readOutcome(row: Row, file: string): RecordedOutcome {
  const outcome = readJson(row["outcome"], file);
  if (row["state"] === "completed") return outcome as Pick<RunResult, "memory" | "usage">;
  return readFailure(outcome);
}

/** The journal, or a file that is not there yet, has no run of this id. */
export const noSuchRun = (runId: string): FailureError =>
  createFailure("run.not_found", { message: `There is no run ${runId} in this journal.` });
const inProgress = (row: Row, now: number): FailureError =>
  createFailure("perdure.run_in_progress", {
    message: `Another process drives the run ${String(row["run_id"])}.`,
    retry_after_ms: leaseLeft(row, now),
  });
