import { BACKEND_CONTRACT, followToEnd, isSameJob, runIdTaken } from "@perdure/engine";
import type { BackendFactory, LeafCall, RunHandle, RunJob, RunSummary } from "@perdure/engine";
import { createFailure, withTransport } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { createInProcessRun } from "./in-process-run.ts";

/**
 * Runs a job in this process, each leaf once: a failure ends the run and is shown. The same id with the same job is the run that
 * exists; with another job it is refused (`request.idempotency_conflict`). Nothing survives the process, so a run can be attached to
 * from here only, and not resumed (`runtime.unsupported`).
 */
export function direct(): BackendFactory {
  return ({ leaves, now }) => {
    const runs = new Map<string, { readonly job: RunJob; readonly run: RunHandle }>();

    const begin = (job: RunJob): RunHandle => {
      const known = runs.get(job.run_id);
      if (known !== undefined) {
        if (isSameJob(known.job, job)) return known.run;
        throw runIdTaken(job.run_id);
      }
      const run = createInProcessRun({ job, now, callLeaf: once });
      runs.set(job.run_id, { job, run });
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
      const known = runs.get(runId);
      if (known !== undefined) return known.run;
      throw createFailure("run.not_found", { message: `No run ${runId} was started in this process.` });
    };

    return {
      contract: BACKEND_CONTRACT,
      mode: "direct",
      capabilities: {
        durable: false,
        per_leaf_retry: false,
        per_run_retry: false,
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
        for (const { run } of runs.values()) {
          const { nodes: _nodes, failure: _failure, ...summary } = await run.status();
          yield summary;
        }
      },
      async close() {
        await Promise.all([...runs.values()].map(({ run }) => run.cancel("its backend was closed")));
        runs.clear();
      },
    };
  };
}
