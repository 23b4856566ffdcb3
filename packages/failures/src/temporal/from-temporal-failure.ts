import { FailureError, isFailureError } from "../failure-error.ts";
import { createFailure } from "../create-failure.ts";
import { findFailureReport, readFailureReport, readFailureTransport } from "../read-report.ts";
import { asList, readMember, readString } from "../read-value.ts";
import type { FailureTransport } from "../report.ts";
import { clientFailure } from "./client-failure.ts";
import { reportFromToken } from "./report-from-token.ts";
import { timeoutFailure } from "./timeout-failure.ts";

const MAXIMUM_DEPTH = 20;

/**
 * The failure inside anything that Temporal threw: the report that an activity handed over comes back unchanged,
 * time-outs, cancellations, terminations and refused requests get the code of what they mean. Reads by structure,
 * never throws, and never repeats a foreign message.
 */
export function fromTemporalFailure(thrown: unknown): FailureError {
  const seen = new Set<unknown>();
  let layer: unknown = thrown;
  let inActivity = false;
  let retryState: string | undefined;
  while (isObject(layer) && !seen.has(layer) && seen.size < MAXIMUM_DEPTH) {
    if (isFailureError(layer)) return ownCopy(layer);
    seen.add(layer);
    const found = readLayer(layer, inActivity, thrown);
    if (found !== undefined) return withRetryState(found, retryState);
    inActivity ||= nameOf(layer) === "ActivityFailure" || readMember(layer, "activityType") !== undefined;
    retryState = readString(layer, "retryState") ?? retryState;
    layer = readMember(layer, "cause");
  }
  const message = "The run failed with an error that says nothing about its kind.";
  return withRetryState(createFailure("runtime.unexpected", { message, cause: thrown }), retryState);
}

// What another copy of the package made is read, as everything from outside is.
function ownCopy(failure: FailureError): FailureError {
  if (failure instanceof FailureError) return failure;
  const report = readFailureReport(readMember(failure, "report"));
  const transport = readFailureTransport(readMember(failure, "transport"));
  return new FailureError({ report, transport, cause: failure });
}

function readLayer(layer: object, inActivity: boolean, thrown: unknown): FailureError | undefined {
  const name = nameOf(layer);
  if (name === "ApplicationFailure" || readMember(layer, "details") !== undefined) {
    const found = applicationFailure(layer, thrown);
    if (found !== undefined) return found;
  }
  if (name === "TimeoutFailure" || readMember(layer, "timeoutType") !== undefined) {
    return timeoutFailure(layer, inActivity, thrown);
  }
  if (name === "CancelledFailure") {
    return createFailure("run.cancelled", { message: "The run was cancelled.", cause: thrown });
  }
  if (name === "TerminatedFailure") {
    return createFailure("run.terminated", { message: "The run was terminated on the server.", cause: thrown });
  }
  if (name === "ServerFailure" && /size limit/iu.test(readString(layer, "message") ?? "")) {
    // The type of the failure that was too large says what it was; the size is only why its details are gone.
    const type = readString(readMember(layer, "cause"), "type");
    if (type !== undefined && reportFromToken(type) !== undefined) return undefined;
    const message = "A value is larger than the server accepts.";
    return createFailure("perdure.payload_too_large", { message, cause: thrown });
  }
  return clientFailure(layer, name, thrown);
}

function applicationFailure(layer: object, thrown: unknown): FailureError | undefined {
  const [first, second] = asList(readMember(layer, "details"));
  const type = readString(layer, "type");
  const report = findFailureReport(first) ?? (type === undefined ? undefined : reportFromToken(type));
  if (report !== undefined) return new FailureError({ report, transport: readFailureTransport(second), cause: thrown });
  if (type === "WorkerShutdown") {
    const message = "The worker was shut down while it ran the step.";
    return createFailure("runtime.unavailable", { message, cause: thrown });
  }
  if (type === "ActivityReset" || type === "ActivityPause") {
    const message = "An operator stopped this attempt of the step.";
    return createFailure("runtime.unavailable", { message, cause: thrown });
  }
  if (type === "NotFoundError") {
    const message = "The worker does not know this kind of step: its version does not belong to the run's.";
    return createFailure("runtime.misconfigured", { message, cause: thrown });
  }
  if (type === "CancelledFailure") {
    return createFailure("run.cancelled", { message: "The step was cancelled.", cause: thrown });
  }
  return undefined;
}

function withRetryState(failure: FailureError, retryState: string | undefined): FailureError {
  if (retryState === undefined) return failure;
  const transport: FailureTransport = { ...failure.transport, retry_state: retryState };
  return new FailureError({ report: failure.report, transport, cause: failure.cause });
}

function nameOf(layer: object): string | undefined {
  return readString(layer, "name");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
