import { createInProcessRun } from "@perdure/direct";
import { runNotFinished } from "@perdure/engine";
import type { BackendHost, RunHandle, RunJob } from "@perdure/engine";
import { type RetryPolicy } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import type { Journal } from "../database/open-journal.ts";
import type { Claim } from "../database/run-rows.ts";
import type { LeaseKeeper } from "../lease/lease-keeper.ts";
import { createDrain } from "./drain.ts";
import { createGroupedWrites, lost } from "./grouped-writes.ts";
import { createJournaledLeaves } from "./journaled-leaves.ts";

export interface DriveOptions {
  readonly host: BackendHost;
  readonly journal: Journal;
  readonly keeper: LeaseKeeper;
  readonly retry: RetryPolicy;
}

/** Milliseconds between two looks for a cancellation, or for a process that has taken the run over. */
const LOOK_MS = 250;
/** Milliseconds that leaves in flight get to end when this process leaves their run. */
const GRACE_MS = 5000;

/** Drives a claimed run in this process to its end, or until this process detaches from it. */
export function driveRun(options: DriveOptions, claim: Claim, job: RunJob): RunHandle {
  const { host, journal, keeper, retry } = options;
  const { database, runs } = journal;
  const { run_id } = claim;
  const drain = createDrain(host);
  const writes = createGroupedWrites(database, journal, claim, (error) => run.abandon(toFailure(error, {})));
  const run = createInProcessRun({
    job,
    now: host.now,
    callLeaf: createJournaledLeaves({
      host,
      drain,
      rows: journal.leavesOf(claim),
      writes,
      retry,
      repeat_billable: job.repeat_billable,
    }),
    onNode: (node) => writes.node(node),
    onEnd: (end) => writes.write(() => runs.end(claim, end)),
  });
  const look = setInterval(() => {
    try {
      if (!runs.holds(claim)) return run.abandon(lost(claim));
      const request = runs.cancelRequest(run_id);
      if (request !== undefined) void run.cancel(request.reason);
    } catch (error) {
      host.log(`The journal cannot be read for a moment: ${toFailure(error, {}).report.message}`);
    }
  }, LOOK_MS);
  /** Whoever takes the run up next need not wait for a lease that nobody uses. */
  const giveUp = (): void => {
    try {
      if (runs.holds(claim)) runs.release(claim);
    } catch (error) {
      host.log(`The lease of the run ${run_id} ends by itself: ${toFailure(error, {}).report.message}`);
    }
  };
  keeper.hold(run_id, claim.epoch);
  const ended = run
    .result()
    .then(
      () => undefined,
      () => undefined,
    )
    .finally(() => {
      clearInterval(look);
      keeper.release(run_id);
      giveUp();
    });
  return {
    run_id,
    status: () => run.status(),
    result: async () => {
      await ended;
      return run.result();
    },
    cancel: (reason) => run.cancel(reason),
    events: () => run.events(),
    detach: async () => {
      if ((await run.status()).state !== "running") return;
      // A paid answer that is on its way is worth a moment.
      await drain.begin(GRACE_MS);
      writes.close();
      run.abandon(runNotFinished(run_id, "This process has left the run before its end."));
      await ended;
    },
  };
}
