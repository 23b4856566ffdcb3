import { createFailure } from "../create-failure.ts";
import { FailureError } from "../failure-error.ts";
import { findFailureReport, readFailureTransport } from "../read-report.ts";
import { asList, readMember, readString } from "../read-value.ts";
import { readHeartbeatDetails } from "./heartbeat-details.ts";
import type { HeartbeatDetails } from "./heartbeat-details.ts";
import { reportFromToken } from "./report-from-token.ts";

/** What a Temporal time-out means: of a run when no activity encloses it, else by the clock that ran out. */
export function timeoutFailure(layer: object, inActivity: boolean, thrown: unknown): FailureError {
  if (!inActivity) {
    return createFailure("run.timed_out", { message: "The run passed its time limit on the server.", cause: thrown });
  }
  const clock = readString(layer, "timeoutType")?.replace(/^TIMEOUT_TYPE_/u, "");
  if (clock === "HEARTBEAT") {
    return workerLost(thrown);
  }
  if (clock === "SCHEDULE_TO_START") {
    const message = "No worker took the step from its queue in time.";
    return createFailure("runtime.unavailable", { message, cause: thrown });
  }
  if (clock === "SCHEDULE_TO_CLOSE") {
    // The budget ran out between attempts: what the last attempt reported is the failure.
    const { report, transport } = lastAttempt(layer);
    if (report !== undefined) return new FailureError({ report, transport, cause: thrown });
  }
  return createFailure("perdure.leaf_timeout", {
    message: "The step did not end within its time limit.",
    cause: thrown,
  });
}

/** The failure of an attempt whose worker is gone, however that was noticed. */
export function workerLost(cause?: unknown): FailureError {
  return createFailure("perdure.worker_lost", {
    message: "The worker stopped reporting while it ran the step.",
    cause,
  });
}

// The SDK gives a time-out no cause; what the server remembered of the last attempt is only in the message it decoded.
function lastAttempt(layer: object): Partial<HeartbeatDetails> {
  const remembered = readMember(readMember(readMember(layer, "failure"), "cause"), "applicationFailureInfo");
  const [first, second] = asList(readMember(readMember(layer, "cause"), "details"));
  const carried = findFailureReport(first);
  if (carried !== undefined) return { report: carried, transport: readFailureTransport(second) };
  const sent = readHeartbeatDetails(readMember(layer, "lastHeartbeatDetails"));
  if (sent !== undefined) return sent;
  const named = reportFromToken(readString(remembered, "type") ?? "");
  return named === undefined ? {} : { report: named };
}
