import { utf8Length } from "@perdure/crate";
import type { Json } from "@perdure/crate";
import { createFailure } from "@perdure/failures";

/**
 * Refuses what is larger than a host carries, before it is sent: a host ends the run in a riddle. Throws a FailureError
 * `perdure.payload_too_large`.
 */
export function guardPayload(what: string, payload: Json, maxBytes: number): void {
  const size = utf8Length(JSON.stringify(payload));
  if (size <= maxBytes) return;
  throw createFailure("perdure.payload_too_large", {
    message: `${what} takes ${size} bytes, more than the ${maxBytes} that the host carries.`,
  });
}
