import type { FailureError } from "../failure-error.ts";
import type { ErrorSource, Extractor } from "../classify/extractor.ts";
import { readString } from "../read-value.ts";
import { fromTemporalFailure } from "../temporal/from-temporal-failure.ts";

const NAMES = [
  "ActivityFailure",
  "ApplicationFailure",
  "CancelledFailure",
  "ChildWorkflowFailure",
  "ServerFailure",
  "ServiceError",
  "TerminatedFailure",
  "TimeoutFailure",
  "WorkflowExecutionAlreadyStartedError",
  "WorkflowFailedError",
  "WorkflowNotFoundError",
];

/** Errors of Temporal's client and workflows: the failure that crossed in them comes back as it was. */
export const temporalFailures: Extractor = {
  id: "temporal",
  rules: [],
  recognise: ({ layers }: ErrorSource): FailureError | undefined => {
    const layer = layers.find((candidate) => NAMES.includes(readString(candidate, "name") ?? ""));
    return layer === undefined ? undefined : fromTemporalFailure(layer);
  },
};
