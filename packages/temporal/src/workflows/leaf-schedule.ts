import { ActivityCancellationType } from "@temporalio/common";
import type { ActivityOptions, LocalActivityOptions } from "@temporalio/common";
import { isPureKind, leafKey } from "@perdure/engine";
import type { LeafCall } from "@perdure/engine";
import { retryPolicyFor } from "@perdure/failures";
import type { RetryPolicyOptions } from "@perdure/failures";
import { resolveDispatch } from "../contract/dispatch.ts";
import { activityName } from "../contract/names.ts";
import type { LeafActivityInput, RunInput } from "../contract/run-contract.ts";

/** How one leaf is scheduled: everything that a replay compares, and everything that it does not. */
export type LeafSchedule = { readonly type: string; readonly args: readonly [LeafActivityInput] } & (
  | { readonly local: true; readonly options: LocalActivityOptions }
  | { readonly local: false; readonly options: ActivityOptions }
);

/** What the server waits longer than the leaf's own time limit, so that the leaf speaks first. */
const TIMEOUT_MARGIN_MS = 15_000;
const LOCAL_TIMEOUT_MS = 60_000;
const SUMMARY_LENGTH = 200;
// The default gives control back before a paid call has ended, and its result would be lost.
const { WAIT_CANCELLATION_COMPLETED } = ActivityCancellationType;

/** The activity of a leaf, with its queue, clocks and retry policy. Depends on the run's input and the call alone. */
export function leafSchedule({ job, dispatch }: Pick<RunInput, "job" | "dispatch">, call: LeafCall): LeafSchedule {
  const { queue, retry } = resolveDispatch(dispatch, call.kind, call.model?.handle);
  const type = activityName(call.kind);
  const args = [{ call, retry, repeat_billable: job.repeat_billable }] as const;
  const common = {
    cancellationType: WAIT_CANCELLATION_COMPLETED,
    summary: summaryOf(call),
    retry: retryOptions(call, { policy: retry, repeat_billable: job.repeat_billable }),
  };
  if (isPureKind(call.kind)) {
    return { type, args, local: true, options: { ...common, startToCloseTimeout: LOCAL_TIMEOUT_MS } };
  }
  const options: ActivityOptions = {
    ...common,
    activityId: leafKey(call),
    startToCloseTimeout: call.timeout_ms + TIMEOUT_MARGIN_MS,
    heartbeatTimeout: dispatch.heartbeat_timeout_ms,
    ...(queue === undefined ? {} : { taskQueue: queue }),
  };
  return { type, args, local: false, options };
}

// Which failures are repeated is decided by the activity, failure by failure; only a lost attempt has nobody to decide.
function retryOptions({ effect }: LeafCall, options: RetryPolicyOptions) {
  const policy = retryPolicyFor(effect, options);
  const final = policy.non_retryable_error_types;
  return {
    maximumAttempts: policy.maximum_attempts,
    initialInterval: policy.initial_interval_ms,
    backoffCoefficient: policy.backoff_coefficient,
    maximumInterval: policy.maximum_interval_ms,
    ...(final.length > 0 ? { nonRetryableErrorTypes: [...final] } : {}),
  };
}

const summaryOf = (call: LeafCall): string =>
  [call.node_id, ...(call.model === undefined ? [] : [call.model.handle])].join(" · ").slice(0, SUMMARY_LENGTH);
