import type { RunHandle, RunStatus } from "@perdure/engine";
import { clientFailure } from "./connect.ts";
import { askProgress, followEvents, outcomeOf } from "./follow-run.ts";
import type { FollowedRun, Outcome } from "./follow-run.ts";
import { runSummary, workerModeOf } from "./run-records.ts";

/** A worker of this process that serves one run. */
export interface EmbeddedWorker {
  /** Rejects when it fails; otherwise resolves when it has stopped. */
  readonly running: Promise<void>;
  stop(): Promise<void>;
}

/** Who works for a followed run: a worker that serves it now, or how to get one where a run waits for nobody else. */
export interface Workers {
  readonly worker?: EmbeddedWorker | undefined;
  readonly wake?: (() => Promise<EmbeddedWorker>) | undefined;
}

/** Follows a run, and where a worker is given serves it as long as the handle lives. */
export function createRunHandle(run: FollowedRun, { worker, wake }: Workers = {}): RunHandle {
  let following: Promise<Outcome> | undefined;
  let release: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    release = resolve;
  });
  const stop = async () => {
    release();
    await worker?.stop();
  };
  const outcome = () => (following ??= settleAndStop(run, worker));
  if (worker !== undefined) void outcome();
  return {
    run_id: run.run_id,
    status: () => statusOf(run, worker !== undefined),
    async result() {
      const end = await outcome();
      if (end.ok) return end.result;
      throw end.error;
    },
    async cancel() {
      try {
        await run.handle.cancel();
        if (wake !== undefined && (await askProgress(run, 0)) === undefined) await endWith(await wake(), run);
      } catch (error) {
        throw clientFailure(error, run.address, run.run_id);
      }
    },
    events: () => followEvents(run, outcome(), stopped),
    detach: stop,
  };
}

// A run that waits for its process would wait with its cancellation, too.
async function endWith(worker: EmbeddedWorker, run: FollowedRun): Promise<void> {
  await settleAndStop(run, worker);
}

async function settleAndStop(run: FollowedRun, worker: EmbeddedWorker | undefined): Promise<Outcome> {
  const end = await settle(run, worker);
  await worker?.stop().catch(() => undefined);
  return end;
}

async function settle(run: FollowedRun, worker: EmbeddedWorker | undefined): Promise<Outcome> {
  const end = outcomeOf(run, worker !== undefined);
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
