import { WorkflowFailedError } from "@temporalio/client";
import type { WorkflowExecutionDescription, WorkflowExecutionInfo } from "@temporalio/client";
import { ApplicationFailure } from "@temporalio/common";
import type { NodeRecord, RunState, RunSummary } from "@perdure/engine";
import { runIdOf } from "../contract/names.ts";
import type { RunMemo, WorkerMode } from "../contract/run-contract.ts";

type StatusName = WorkflowExecutionInfo["status"]["name"];

/** The state of a run from that of its workflow. */
export function runState(status: StatusName): RunState {
  switch (status) {
    case "COMPLETED":
      return "completed";
    case "CANCELLED":
      return "canceled";
    case "FAILED":
    case "TERMINATED":
    case "TIMED_OUT":
      return "failed";
    default:
      return "running";
  }
}

/** What the memo says; a workflow that somebody else started has none of it. */
export function readMemo(memo: Record<string, unknown> | undefined): Partial<RunMemo> {
  return memo ?? {};
}

/** Who works for a run: what its start recorded. */
export const workerModeOf = (description: WorkflowExecutionDescription): WorkerMode =>
  readMemo(description.memo).perdure_worker ?? "fleet";

/** One line about a run, from the server's own record of it. */
export function runSummary(info: Omit<WorkflowExecutionInfo, "raw">): RunSummary {
  return {
    run_id: runIdOf(info.workflowId) ?? info.workflowId,
    state: runState(info.status.name),
    entry: readMemo(info.memo).perdure_entry ?? "",
    started_at: info.startTime.getTime(),
    ...(info.closeTime === undefined ? {} : { ended_at: info.closeTime.getTime() }),
  };
}

/** The node records that a failed run carries beside its report. */
export function nodesOfFailure(error: unknown): readonly NodeRecord[] | undefined {
  if (!(error instanceof WorkflowFailedError) || !(error.cause instanceof ApplicationFailure)) return undefined;
  const beside = error.cause.details?.[1] as { readonly nodes?: readonly NodeRecord[] } | undefined;
  return Array.isArray(beside?.nodes) ? beside.nodes : undefined;
}
