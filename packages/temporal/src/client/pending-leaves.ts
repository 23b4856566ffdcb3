import type { WorkflowExecutionDescription } from "@temporalio/client";
import { defaultFailureConverter, defaultPayloadConverter } from "@temporalio/common";
import type { NodeRecord } from "@perdure/engine";
import { fromTemporalFailure } from "@perdure/failures/temporal";

type Pending = NonNullable<WorkflowExecutionDescription["raw"]["pendingActivities"]>[number];
/** What the server knows of a leaf that has not finished, and the workflow does not: its tries. */
export type PendingLeaf = Pick<NodeRecord, "attempt" | "next_attempt_at" | "failure"> & {
  readonly status: "scheduled" | "running" | "waiting";
};
const STARTED = 2;

/** The leaves in flight by node id. */
export function pendingLeaves(description: WorkflowExecutionDescription): ReadonlyMap<string, PendingLeaf> {
  const leaves = new Map<string, PendingLeaf>();
  for (const pending of description.raw.pendingActivities ?? []) {
    const node = (pending.activityId ?? "").split("#")[0];
    if (node !== undefined && node !== "") leaves.set(node, pendingLeaf(pending));
  }
  return leaves;
}

/** The attempts that a worker has taken and not ended, with that worker's identity. */
export function leavesWithWorker(
  description: WorkflowExecutionDescription,
): readonly { readonly activityId: string; readonly attempt: number; readonly worker: string }[] {
  return (description.raw.pendingActivities ?? [])
    .filter(({ state }) => Number(state) === STARTED)
    .map(({ activityId, attempt, lastWorkerIdentity }) => ({
      activityId: activityId ?? "",
      attempt: attempt ?? 1,
      worker: lastWorkerIdentity ?? "",
    }));
}

function pendingLeaf(pending: Pending): PendingLeaf {
  const attempt = pending.attempt ?? 1;
  if (Number(pending.state) === STARTED) return { status: "running", attempt };
  if (attempt === 1) return { status: "scheduled", attempt };
  const next = milliseconds(pending.scheduledTime);
  const last = pending.lastFailure;
  return {
    status: "waiting",
    attempt,
    ...(next === undefined ? {} : { next_attempt_at: next }),
    ...(last === null || last === undefined
      ? {}
      : {
          failure: fromTemporalFailure(defaultFailureConverter.failureToError(last, defaultPayloadConverter)).report,
        }),
  };
}

function milliseconds(time: Pending["scheduledTime"]): number | undefined {
  return time === null || time === undefined
    ? undefined
    : Math.round(Number(time.seconds) * 1000 + (time.nanos ?? 0) / 1e6);
}
