import { BACKEND_CONTRACT, followToEnd, isSameJob, runIdTaken } from "@perdure/engine";
import type { Backend, BackendFactory, BackendHost, RunHandle, RunJob } from "@perdure/engine";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "@perdure/failures";
import { openJournal, type Journal } from "./database/open-journal.ts";
import { noSuchRun } from "./database/run-rows.ts";
import { createLeaseKeeper } from "./lease/lease-keeper.ts";
import { currentProcess } from "./lease/process-identity.ts";
import { attachRun } from "./run/attached-run.ts";
import { driveRun } from "./run/drive-run.ts";

/** What a journal backend is made with. */
export interface JournalOptions {
  /** The SQLite file. Its folder must exist; the file is made with the first run, for its owner alone. */
  readonly file: string;
  /** How leaves are repeated; default: `DEFAULT_RETRY_POLICY`. */
  readonly retry?: RetryPolicy;
}

/**
 * Runs jobs in this process, with every finished leaf recorded in one SQLite file before it counts: a run survives the death of its
 * process, and no recorded leaf runs again. Each leaf is retried alone. One process drives a run at a time.
 *
 * Rejects with `perdure.run_in_progress` where another process drives the run, `request.idempotency_conflict` where the id belongs
 * to another job, `run.not_found`, and what a file can do wrong: `perdure.folder_not_writable`, `perdure.journal_unreadable`,
 * `perdure.schema_unsupported`, `runtime.unavailable`.
 */
export function journal(options: JournalOptions): BackendFactory {
  return (host) => createBackend(options, host);
}

function createBackend({ file, retry = DEFAULT_RETRY_POLICY }: JournalOptions, host: BackendHost): Backend {
  const me = currentProcess();
  const keeper = createLeaseKeeper(file, host.log);
  const driven = new Map<string, RunHandle>();
  let opened: Journal | undefined;
  let closing = new AbortController();
  const writable = (): Journal => (opened ??= openJournal(file, me, true));
  const existing = (runId: string): Journal => {
    opened ??= openJournal(file, me, false);
    if (opened === undefined) throw noSuchRun(runId);
    return opened;
  };
  const follow = (open: Journal, runId: string): RunHandle =>
    attachRun({ journal: open, now: host.now, closed: closing.signal }, runId);
  const drive = (open: Journal, claim: Parameters<typeof driveRun>[1], job: RunJob): RunHandle => {
    const handle = driveRun({ host, journal: open, keeper, retry }, claim, job);
    driven.set(job.run_id, handle);
    const forget = (): void => {
      if (driven.get(job.run_id) === handle) driven.delete(job.run_id);
    };
    handle.result().then(forget, forget);
    return handle;
  };
  const takeUp = (open: Journal, runId: string): RunHandle => {
    const run = open.runs.get(runId, host.now());
    if (run.summary.state === "completed") return follow(open, runId);
    // Read before the claim: what cannot be read cannot be driven, and must stay as it is.
    const job = run.job();
    return drive(open, open.runs.claim(runId, host.now()), job);
  };
  const begin = (job: RunJob): RunHandle => {
    const open = writable();
    const claim = open.runs.create(job, host.now());
    if (claim !== undefined) return drive(open, claim, job);
    const run = open.runs.get(job.run_id, host.now());
    if (!isSameJob(run.job(), job)) throw runIdTaken(job.run_id);
    return run.summary.state === "interrupted" ? takeUp(open, job.run_id) : follow(open, job.run_id);
  };

  return {
    contract: BACKEND_CONTRACT,
    mode: "journal",
    capabilities: {
      durable: true,
      per_leaf_retry: true,
      per_run_retry: false,
      fire_and_forget: false,
      progress: true,
      cancel: true,
      attach: true,
      resume_failed: true,
    },
    execute: async (job, followOptions = {}) => followToEnd(begin(job), followOptions),
    start: async (job) => begin(job),
    attach: async (runId) => driven.get(runId) ?? follow(existing(runId), runId),
    resume: async (runId) => takeUp(existing(runId), runId),
    async *list() {
      opened ??= openJournal(file, me, false);
      yield* opened?.runs.list(host.now()) ?? [];
    },
    async close() {
      await Promise.all([...driven.values()].map((run) => run.detach()));
      closing.abort();
      closing = new AbortController();
      await keeper.close();
      opened?.close();
      opened = undefined;
    },
  };
}
