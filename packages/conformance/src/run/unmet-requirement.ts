import type { BackendCapabilities } from "@perdure/engine";
import type { BackendClock } from "../backend-under-test.ts";
import type { Requirement } from "../case.ts";

/** What a backend offers to a case. */
export interface Offer {
  readonly capabilities: BackendCapabilities;
  readonly clock: BackendClock;
  readonly module: boolean;
}

/** Why a case is not for a backend: the first requirement that it does not meet. Undefined where it meets all. */
export function unmetRequirement(requires: readonly Requirement[], offer: Offer): string | undefined {
  for (const requirement of requires) {
    const reason = unmet(requirement, offer);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function unmet(requirement: Requirement, { capabilities, clock, module }: Offer): string | undefined {
  if (typeof requirement === "object") {
    return capabilities[requirement.without] ? `it claims ${requirement.without}` : undefined;
  }
  switch (requirement) {
    case "payload_bound":
      return capabilities.max_payload_bytes === undefined ? "it states no bound of payloads" : undefined;
    case "no_payload_bound":
      return capabilities.max_payload_bytes === undefined ? undefined : "it states a bound of payloads";
    case "quick_waits":
      return clock === "real" ? "its clock is real: the case waits too long" : undefined;
    case "module":
      return module ? undefined : "it is not in a module that another process can load";
    default:
      return capabilities[requirement] ? undefined : `it does not claim ${requirement}`;
  }
}
