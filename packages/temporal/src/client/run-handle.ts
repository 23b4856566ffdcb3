import type { RunHandle, RunStatus } from "@perdure/engine";
import { requestCancel } from "./cancel-run.ts";
import { clientFailure } from "./connect.ts";
import { askProgress, followEvents, outcomeOf } from "./follow-run.ts";
import type { FollowedRun, Outcome } from "./followed-run.ts";
import type { Driver } from "./lost-worker.ts";
import { whenNotDriven } from "./not-driven.ts";
import { runSummary, workerModeOf } from "./run-records.ts";

/** A worker of this process that serves one run. */
export interface EmbeddedWorker {
  /** Rejects when it fails; otherwise resolves when it has stopped. */
  readonly running: Promise<void>;
  stop(): Promise<void>;
}

/** Who works for a followed run: a worker of this process, or, where the run waits for one process alone, whoever drives it. */
export interface Workers {
  readonly worker?: EmbeddedWorker | undefined;
  readonly elsewhere?:
    | { readonly driver: () => Promise<Driver>; readonly wake: () => Promise<EmbeddedWorker> }
    | undefined;
}

/** Follows a run, and where a worker is given serves it as long as the handle lives. */
export function createRunHandle(run: FollowedRun, { worker, elsewhere }: Workers = {}): RunHandle {
  let following: Promise<Outcome> | undefined;
  const stopping = new AbortController();
  const stopped = AbortSignal.any([stopping.signal, run.closed]);
  const stop = async () => {
    // What the worker's last leaves come to is part of the run: only then is it left.
    await worker?.stop();
    stopping.abort();
  };
  const outcome = () => (following ??= follow(run, worker, elsewhere?.driver, stopped));
  if (worker !== undefined) void outcome();
  return {
    run_id: run.run_id,
    status: () => statusOf(run, worker !== undefined),
    async result() {
      const end = await outcome();
      if (end.ok) return end.result;
      throw end.error;
    },
    async cancel(reason) {
      try {
        if (!(await requestCancel(run, reason)) || elsewhere === undefined) return;
        // A run that waits for its process would wait with its cancellation, too.
        if ((await elsewhere.driver()) !== "alive") await settleAndStop(run, await elsewhere.wake());
      } catch (error) {
        throw clientFailure(error, run.address, run.run_id);
      }
    },
    events: () => followEvents(run, outcome(), stopped),
    detach: stop,
  };
}

async function follow(
  run: FollowedRun,
  worker: EmbeddedWorker | undefined,
  driver: (() => Promise<Driver>) | undefined,
  stopped: AbortSignal,
): Promise<Outcome> {
  if (driver === undefined) return settleAndStop(run, worker, stopped);
  const ended = new AbortController();
  const signal = AbortSignal.any([stopped, ended.signal]);
  const outcome = await Promise.race([settle(run, undefined, stopped), whenNotDriven(run, driver, signal)]);
  ended.abort();
  return outcome;
}

async function settleAndStop(
  run: FollowedRun,
  worker: EmbeddedWorker | undefined,
  stopped?: AbortSignal,
): Promise<Outcome> {
  const end = await settle(run, worker, stopped);
  await worker?.stop().catch(() => undefined);
  return end;
}

async function settle(
  run: FollowedRun,
  worker: EmbeddedWorker | undefined,
  stopped: AbortSignal | undefined,
): Promise<Outcome> {
  const end = outcomeOf(run, worker !== undefined, stopped);
  if (worker === undefined) return end;
  // A worker that was stopped says nothing about the run; one that failed leaves nobody to finish it.
  const broken = worker.running.then(
    () => end,
    (error: unknown): Outcome => ({ ok: false, error: clientFailure(error, run.address, run.run_id), nodes: [] }),
  );
  return Promise.race([end, broken]);
}

async function statusOf(run: FollowedRun, served: boolean): Promise<RunStatus> {
  try {
    const description = await run.handle.describe();
    const summary = runSummary(description);
    if (summary.state !== "running") {
      const end = await outcomeOf(run, served);
      if (end.ok) return { ...summary, nodes: end.result.nodes };
      return { ...summary, nodes: end.nodes, failure: end.error.report };
    }
    const progress = await askProgress(run, 0);
    const idle = progress === undefined && !served && workerModeOf(description) === "embedded";
    return { ...summary, state: idle ? "interrupted" : "running", nodes: progress?.nodes ?? [] };
  } catch (error) {
    throw clientFailure(error, run.address, run.run_id);
  }
}
