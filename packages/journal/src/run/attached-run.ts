import { setTimeout as sleep } from "node:timers/promises";
import { runNotDriven, runNotFinished } from "@perdure/engine";
import type { RunEvent, RunHandle, RunResult, RunStatus, RunSummary } from "@perdure/engine";
import { isFailureError } from "@perdure/failures";
import type { Journal } from "../database/open-journal.ts";
import type { RecordedRun } from "../database/run-rows.ts";

/** Milliseconds between two looks at what the driving process has written. */
const LOOK_MS = 200;

export interface AttachOptions {
  readonly journal: Journal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Aborted when the journal closes, and with it everything that follows its runs. */
  readonly closed: AbortSignal;
}

/** Follows a run by its rows; drives nothing. Throws `run.not_found`. */
export function attachRun({ journal, now, closed }: AttachOptions, runId: string): RunHandle {
  const detaching = new AbortController();
  const left = AbortSignal.any([detaching.signal, closed]);
  const look = (): RunSummary => journal.runs.summary(runId, now());
  const pause = (): Promise<void> => sleep(LOOK_MS, undefined, { signal: left }).catch(() => undefined);

  look();
  return {
    run_id: runId,
    status: async () => statusOf(journal, journal.runs.get(runId, now())),
    result: async () => {
      for (; !left.aborted; await pause()) {
        if (look().state === "running") continue;
        // Read whole, and only then believed: somebody may have taken it up in the meantime.
        const run = journal.runs.get(runId, now());
        if (run.summary.state !== "running") return resultOf(journal, run);
      }
      throw runNotFinished(runId, "This process follows the run no more.");
    },
    cancel: async (reason) => journal.runs.requestCancel(runId, reason, now()),
    async *events(): AsyncGenerator<RunEvent> {
      for (let version = 0; !left.aborted; await pause()) {
        // The state before the records: what was written until then is told before the end.
        const { state } = look();
        const changed = journal.nodes.since(runId, version);
        version = changed.version;
        for (const node of changed.nodes) yield { kind: "node", node };
        if (state !== "running") return;
      }
    },
    detach: async () => detaching.abort(),
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
