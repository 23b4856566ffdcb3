import type { BackendCapabilities } from "@perdure/engine";
import type { CaseContext } from "./kit/case-context.ts";

/** A capability that is claimed by a truth value. */
export type CapabilityName = Exclude<keyof BackendCapabilities, "max_payload_bytes">;

/**
 * What a case needs to be run. A capability by its name, or its absence; a bound of payloads, or none; waits that end soon; a module
 * that another process can load.
 */
export type Requirement =
  | CapabilityName
  | { readonly without: CapabilityName }
  | "payload_bound"
  | "no_payload_bound"
  | "quick_waits"
  | "module";

/** One thing that a backend must do. */
export interface ConformanceCase {
  /** Dotted, its family first: `results.sequence.memory_is_threaded`. */
  readonly id: string;
  readonly requires: readonly Requirement[];
  /** What somebody loses where it does not hold. */
  readonly why: string;
  /** Rejects where it does not hold, and says what was seen. */
  readonly run: (context: CaseContext) => Promise<void>;
}
