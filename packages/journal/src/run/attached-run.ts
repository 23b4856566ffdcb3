import { setTimeout as sleep } from "node:timers/promises";
import { runNotDriven, runNotFinished } from "@perdure/engine";
import type { RunEvent, RunHandle, RunResult, RunStatus } from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import type { Journal } from "../database/open-journal.ts";
import type { RecordedRun } from "../database/run-rows.ts";

/** Milliseconds between two looks at what the driving process has written. */
const LOOK_MS = 200;

/** Follows a run by its rows; drives nothing. `look` gives up where the run is gone. */
export function attachRun(journal: Journal, runId: string, now: () => number): RunHandle {
  const detached = new AbortController();
  const find = (): RecordedRun => {
    const run = journal.runs.find(runId, now());
    if (run !== undefined) return run;
    throw createFailure("run.not_found", { message: `There is no run ${runId} in this journal.` });
  };
  const pause = (): Promise<void> => sleep(LOOK_MS, undefined, { signal: detached.signal }).catch(() => undefined);

  return {
    run_id: runId,
    status: async () => statusOf(journal, find()),
    result: async () => {
      for (;;) {
        const run = find();
        if (run.summary.state !== "running") return resultOf(journal, run);
        if (detached.signal.aborted) throw runNotFinished(runId, "This process follows the run no more.");
        await pause();
      }
    },
    cancel: async (reason) => journal.runs.requestCancel(runId, reason, now()),
    async *events(): AsyncGenerator<RunEvent> {
      for (let version = 0; !detached.signal.aborted; await pause()) {
        // The state before the records: what was written until then is told before the end.
        const { state } = find().summary;
        const changed = journal.nodes.since(runId, version);
        version = changed.version;
        for (const node of changed.nodes) yield { kind: "node", node };
        if (state !== "running") return;
      }
    },
    detach: async () => detached.abort(),
  };
}

function statusOf(journal: Journal, { summary, outcome }: RecordedRun): RunStatus {
  const nodes = journal.nodes.all(summary.run_id);
  if (summary.state !== "failed" && summary.state !== "canceled") return { ...summary, nodes };
  const ended = outcome();
  return isFailureError(ended) ? { ...summary, nodes, failure: ended.report } : { ...summary, nodes };
}

function resultOf(journal: Journal, { summary, outcome }: RecordedRun): RunResult {
  const { run_id, state } = summary;
  if (state === "interrupted") throw runNotDriven(run_id);
  const ended = outcome();
  if (isFailureError(ended)) throw ended;
  return { run_id, ...ended, nodes: journal.nodes.all(run_id) };
}
