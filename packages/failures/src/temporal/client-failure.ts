import { createFailure } from "../create-failure.ts";
import type { FailureError } from "../failure-error.ts";
import { readMember } from "../read-value.ts";

const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const PERMISSION_DENIED = 7;
const RESOURCE_EXHAUSTED = 8;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** What a refused or lost request to the Temporal server means; undefined where the layer is no such error. */
export function clientFailure(layer: object, name: string | undefined, thrown: unknown): FailureError | undefined {
  if (name === "WorkflowExecutionAlreadyStartedError") return failure("perdure.run_already_exists", thrown);
  if (name === "WorkflowNotFoundError") return failure("run.not_found", thrown);
  const isService = name === "ServiceError" || name === "Error" || name === undefined;
  const code = readMember(layer, "code");
  // Only a gRPC status has both a number and metadata or a service around it.
  if (!isService || typeof code !== "number" || readMember(layer, "details") === undefined) {
    // The connection's own error has no code and no name of its own.
    const isUnconnected = readMember(layer, "message") === "Failed to connect before the deadline";
    return isUnconnected || name === "TransportError" ? failure("perdure.backend_unreachable", thrown) : undefined;
  }
  if (code === UNAVAILABLE) return failure("perdure.backend_unreachable", thrown);
  if (code === DEADLINE_EXCEEDED) return failure("run.outcome_unknown", thrown);
  if (code === NOT_FOUND) return failure("run.not_found", thrown);
  if (code === ALREADY_EXISTS) return failure("perdure.run_already_exists", thrown);
  if (code === RESOURCE_EXHAUSTED) return failure("runtime.unavailable", thrown);
  return code === PERMISSION_DENIED || code === UNAUTHENTICATED ? failure("runtime.misconfigured", thrown) : undefined;
}

const MESSAGES = {
  "perdure.backend_unreachable": "The Temporal server cannot be reached.",
  "perdure.run_already_exists": "The Temporal server already has a run with this id.",
  "run.not_found": "The Temporal server has no run with this id.",
  "run.outcome_unknown": "The Temporal server did not answer in time, so it is not known whether the run started.",
  "runtime.misconfigured": "The Temporal server refused the credential.",
  "runtime.unavailable": "The Temporal server refuses more requests for now.",
} as const;

function failure(code: keyof typeof MESSAGES, cause: unknown): FailureError {
  return createFailure(code, { message: MESSAGES[code], cause });
}
