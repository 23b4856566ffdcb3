import { BACKEND_CONTRACT, followToEnd } from "@perdure/engine";
import type { BackendFactory, LeafCall, RunHandle, RunJob, RunSummary } from "@perdure/engine";
import { createFailure, withTransport } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { createInProcessRun } from "./in-process-run.ts";

/**
 * Runs a job in this process, each leaf once: a failure ends the run and is shown. Nothing survives the process, so a run can be
 * attached to from here only, and not resumed (`runtime.unsupported`).
 */
export function direct(): BackendFactory {
  return ({ leaves, now }) => {
    const runs = new Map<string, RunHandle>();

    const begin = (job: RunJob): RunHandle => {
      if (runs.has(job.run_id)) {
        throw createFailure("perdure.run_already_exists", { message: `A run ${job.run_id} was started here before.` });
      }
      const run = createInProcessRun({
        job,
        now,
        callLeaf: once,
      });
      runs.set(job.run_id, run);
      return run;
    };
    const once = async (call: LeafCall, signal: AbortSignal) => {
      try {
        return { ...(await leaves.execute(call, { attempt: 1, signal })), attempt: 1 };
      } catch (error) {
        throw withTransport(toFailure(error, {}), { attempt: 1 });
      }
    };
    const find = (runId: string): RunHandle => {
      const run = runs.get(runId);
      if (run !== undefined) return run;
      throw createFailure("run.not_found", { message: `No run ${runId} was started in this process.` });
    };

    return {
      contract: BACKEND_CONTRACT,
      mode: "direct",
      capabilities: {
        durable: false,
        per_leaf_retry: false,
        fire_and_forget: false,
        progress: true,
        cancel: true,
        attach: false,
        resume_failed: false,
      },
      execute: async (job, options = {}) => followToEnd(begin(job), options),
      start: async (job) => begin(job),
      attach: async (runId) => find(runId),
      resume: (runId) =>
        Promise.reject(
          createFailure("runtime.unsupported", {
            message: `The run ${runId} was direct: nothing of it outlives its process, so it cannot be resumed.`,
            user_action: { kind: "change_input", detail: "Run it again, with --durable where it should survive." },
          }),
        ),
      async *list(): AsyncIterable<RunSummary> {
        for (const run of runs.values()) {
          const { nodes: _nodes, failure: _failure, ...summary } = await run.status();
          yield summary;
        }
      },
      async close() {
        await Promise.all([...runs.values()].map((run) => run.cancel("its backend was closed")));
        runs.clear();
      },
    };
  };
}
