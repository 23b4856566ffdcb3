import type { Json } from "@perdure/crate";
import type { FailureError } from "@perdure/failures";
import { fromTemporalFailure, toTemporalFailure } from "@perdure/failures/temporal";
import type { HostFailure } from "../../host/host-failure.ts";

/** Where an attachment is among the details of an ApplicationFailure: behind the report and its transport. */
const ATTACHMENT = 2;

/** The parts of an ApplicationFailure that a failure crosses the server as. */
export function temporalFailureParts({ failure, attachment }: HostFailure, attempt = 1) {
  const { type, message, details } = toTemporalFailure(failure, { effect: "effectful", attempt, random: () => 0 });
  return { type, message, details: attachment === undefined ? [...details] : [...details, attachment] };
}

/** The failure that whatever Temporal threw means. */
export const fromTemporal = (error: unknown): FailureError => fromTemporalFailure(error);

/** The attachment that an ApplicationFailure, somewhere below, brought along. */
export function attachmentOf(error: unknown): Json | undefined {
  for (let layer = error, depth = 0; layer instanceof Error && depth < 10; layer = layer.cause, depth += 1) {
    const { details } = layer as { readonly details?: unknown };
    if (Array.isArray(details) && details.length > ATTACHMENT) return details[ATTACHMENT] as Json;
  }
  return undefined;
}
