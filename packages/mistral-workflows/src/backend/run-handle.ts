import { runAlreadyEnded, sumUsage } from "@perdure/engine";
import type { NodeRecord, RunHandle, RunResult, RunStatus, RunSummary } from "@perdure/engine";
import { HostFailure } from "../host/host-failure.ts";
import type { ExecutionDescription } from "../host/workflow-host.ts";
import { runIdOf } from "../workflows/execution-ids.ts";
import type { PipeRunResult } from "../workflows/run-input.ts";
import { nodesOf } from "../workflows/unwrapped.ts";
import { followNodes, nodesNow } from "./follow-nodes.ts";
import type { FollowedRun } from "./followed-run.ts";

/** One line about a run. */
export const runSummary = (
  run_id: string,
  { state, started_at, ended_at, memo }: ExecutionDescription,
): RunSummary => ({
  run_id,
  state,
  entry: memo["perdure_entry"] ?? "",
  started_at,
  ...(ended_at === undefined ? {} : { ended_at }),
});

type End = { readonly ok: true; readonly result: RunResult } | { readonly ok: false; readonly error: HostFailure };

/** Follows an execution. */
export function createRunHandle(run: FollowedRun): RunHandle {
  const { execution, log } = run;
  const run_id = runIdOf(execution.id) ?? execution.id;
  let ending: Promise<End> | undefined;
  const ended = (): Promise<End> => (ending ??= endOf());
  const endOf = async (): Promise<End> => {
    try {
      const { memory, nodes, delivery_failure } = (await execution.result()) as unknown as PipeRunResult;
      if (delivery_failure !== undefined)
        log(`The run ${run_id} could not be delivered: ${delivery_failure.report.message}`);
      return { ok: true, result: { run_id, memory, nodes, usage: sumUsage(nodes) } };
    } catch (error) {
      if (error instanceof HostFailure) return { ok: false, error };
      throw error;
    }
  };
  const lastNodes = (end: End): readonly NodeRecord[] => (end.ok ? end.result.nodes : nodesOf(end.error.attachment));
  return {
    run_id,
    async status(): Promise<RunStatus> {
      const summary = runSummary(run_id, await execution.describe());
      if (summary.state === "running") return { ...summary, nodes: await nodesNow(run, run_id) };
      const end = await ended();
      const failure = end.ok ? {} : { failure: end.error.failure.report };
      return { ...summary, nodes: lastNodes(end), ...failure };
    },
    async result() {
      const end = await ended();
      if (end.ok) return end.result;
      throw end.error.failure;
    },
    async cancel(reason) {
      const { state } = await execution.describe();
      if (state === "canceled") return;
      if (state !== "running") throw runAlreadyEnded(run_id);
      await execution.cancel(reason);
      await ended();
    },
    events: () => followNodes(run, run_id, ended().then(lastNodes)),
    detach: () => Promise.resolve(),
  };
}
