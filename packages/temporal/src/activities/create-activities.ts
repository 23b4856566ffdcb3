import { ApplicationFailure, CancelledFailure, Context } from "@temporalio/activity";
import { LEAF_KINDS } from "@perdure/crate";
import type { LeafExecutor, LeafResult } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import type { FailureError } from "@perdure/failures";
import { toTemporalFailure } from "@perdure/failures/temporal";
import { activityName } from "../contract/names.ts";
import { MAX_PAYLOAD_BYTES } from "../contract/run-contract.ts";
import type { LeafActivityInput } from "../contract/run-contract.ts";

/** Our activities by their registered names. */
export type PerdureActivities = Record<string, (input: LeafActivityInput) => Promise<LeafResult>>;

/** A cancellation reaches a leaf with the answer to its sign of life. */
const MAX_BEAT_MS = 1000;

/**
 * The activities that run leaves, one per leaf kind, for any worker: each sends signs of life, passes cancellation on,
 * and turns a failure into one that the server repeats exactly when the failure's category and the leaf's effect allow.
 */
export function createActivities(leaves: LeafExecutor): PerdureActivities {
  return Object.fromEntries(LEAF_KINDS.map((kind) => [activityName(kind), (input) => runLeaf(leaves, input)]));
}

async function runLeaf(leaves: LeafExecutor, input: LeafActivityInput): Promise<LeafResult> {
  const context = Context.current();
  const { attempt, heartbeatTimeoutMs } = context.info;
  const beat = () => context.heartbeat();
  const timer =
    heartbeatTimeoutMs === undefined ? undefined : setInterval(beat, Math.min(heartbeatTimeoutMs / 3, MAX_BEAT_MS));
  try {
    const { cancellationSignal: signal } = context;
    const result = await leaves.execute(input.call, { attempt, signal, heartbeat: beat });
    return bounded({ ...result, attempt }, input);
  } catch (error) {
    throw activityFailure(error, input, context);
  } finally {
    clearInterval(timer);
  }
}

function bounded(result: LeafResult, { call }: LeafActivityInput): LeafResult {
  const size = Buffer.byteLength(JSON.stringify(result));
  if (size <= MAX_PAYLOAD_BYTES) return result;
  throw createFailure("perdure.payload_too_large", {
    message: `The result of ${call.pipe} takes ${size} bytes, more than the ${MAX_PAYLOAD_BYTES} that a result may carry.`,
  });
}

function activityFailure(error: unknown, input: LeafActivityInput, context: Context): Error {
  if (context.cancellationSignal.aborted) {
    if (context.cancellationDetails?.cancelRequested === true) return new CancelledFailure("The leaf was cancelled.");
    // Cut by the worker's own end: the call may have taken effect.
    return applicationFailure(interrupted(input), input, context.info.attempt);
  }
  return applicationFailure(toFailure(error, {}), input, context.info.attempt);
}

const interrupted = ({ call }: LeafActivityInput): FailureError =>
  createFailure("perdure.leaf_interrupted", { message: `The worker ended while ${call.pipe} ran.` });

function applicationFailure(failure: FailureError, input: LeafActivityInput, attempt: number): ApplicationFailure {
  const { type, message, details, nonRetryable, nextRetryDelayMs } = toTemporalFailure(failure, {
    effect: input.call.effect,
    attempt,
    policy: input.retry,
    random: Math.random,
    repeat_billable: input.repeat_billable,
  });
  const thrown = ApplicationFailure.create({
    type,
    message,
    details: [...details],
    nonRetryable,
    ...(nextRetryDelayMs === undefined ? {} : { nextRetryDelay: nextRetryDelayMs }),
  });
  // The server keeps four kilobytes of a failure between attempts: the report needs them more than our stack does.
  thrown.stack = "";
  return thrown;
}
