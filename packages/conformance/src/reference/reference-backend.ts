import { BACKEND_CONTRACT, followToEnd, isSameJob, runIdTaken } from "@perdure/engine";
import type { Backend, BackendHost, RunHandle, RunJob } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { BackendUnderTest } from "../backend-under-test.ts";
import { createReferenceRun } from "./reference-run.ts";
import type { ReferenceRun } from "./reference-run.ts";

/** Bytes of a job's JSON that the reference takes. */
const MAX_PAYLOAD_BYTES = 2_000_000;

/**
 * The backend that claims everything, in as few lines as that takes: runs live in a world that stands for a server, and go on when
 * the instance that started them is closed. What a backend of one's own may be compared with, line by line.
 */
export function referenceBackend(): BackendUnderTest {
  const worlds = new Map<string, Map<string, ReferenceRun>>();
  const worldOf = (folder: string): Map<string, ReferenceRun> => {
    const world = worlds.get(folder) ?? new Map<string, ReferenceRun>();
    worlds.set(folder, world);
    return world;
  };
  return {
    name: "reference",
    setUp: ({ folder }) =>
      Promise.resolve({
        state: null,
        interrupt: async () => {
          for (const run of worldOf(folder).values()) run.crash();
        },
        tearDown: async () => void worlds.delete(folder),
      }),
    open: (host, { folder }) => createInstance(host, worldOf(folder)),
  };
}

function createInstance(host: BackendHost, runs: Map<string, ReferenceRun>): Backend {
  const find = (runId: string): ReferenceRun => {
    const run = runs.get(runId);
    if (run !== undefined) return run;
    throw createFailure("run.not_found", { message: `There is no run ${runId}.` });
  };
  const begin = (job: RunJob): ReferenceRun => {
    const known = runs.get(job.run_id);
    if (known !== undefined) {
      if (isSameJob(known.job, job)) return known;
      throw runIdTaken(job.run_id);
    }
    const size = new TextEncoder().encode(JSON.stringify(job)).length;
    if (size > MAX_PAYLOAD_BYTES) {
      throw createFailure("perdure.payload_too_large", {
        message: `The job takes ${size} bytes, more than the ${MAX_PAYLOAD_BYTES} that a start may carry.`,
      });
    }
    const run = createReferenceRun(structuredClone(job), host.now());
    runs.set(job.run_id, run);
    run.drive(host);
    return run;
  };
  return {
    contract: BACKEND_CONTRACT,
    mode: "reference",
    capabilities: {
      durable: true,
      per_leaf_retry: true,
      per_run_retry: false,
      fire_and_forget: true,
      progress: true,
      cancel: true,
      attach: true,
      resume_failed: true,
      max_payload_bytes: MAX_PAYLOAD_BYTES,
    },
    execute: async (job, options = {}) => followToEnd(handleOf(begin(job)), options),
    start: async (job) => handleOf(begin(job)),
    attach: async (runId) => handleOf(find(runId)),
    async resume(runId) {
      const run = find(runId);
      const { state } = run.status();
      if (state === "running") {
        throw createFailure("perdure.run_in_progress", { message: `The run ${runId} is driven.` });
      }
      if (state !== "completed") run.drive(host);
      return handleOf(run);
    },
    async *list() {
      for (const run of runs.values()) {
        const { nodes: _nodes, failure: _failure, ...summary } = run.status();
        yield summary;
      }
    },
    close: () => Promise.resolve(),
  };
}

const handleOf = (run: ReferenceRun): RunHandle => ({
  run_id: run.job.run_id,
  status: () => Promise.resolve(run.status()),
  result: () => run.result(),
  cancel: (reason) => run.cancel(reason),
  events: () => run.events(),
  detach: () => Promise.resolve(),
});
