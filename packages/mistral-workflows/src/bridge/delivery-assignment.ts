import type { JsonObject } from "@perdure/crate";

/** Where the end of a run is delivered: to storage on success, then to every webhook whatever the end. */
export interface DeliveryAssignment {
  readonly storage?: StorageTarget;
  readonly webhooks: readonly WebhookTarget[];
}
/** A place in the caller's storage. `key_prefix` ends in `/`. */
export interface StorageTarget {
  readonly key_prefix: string;
}
/** A URL that is told. `payload` is part of the body; its names may not be ours. */
export interface WebhookTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: JsonObject;
  /** How much of a failure is told. */
  readonly problem_view: "full" | "strict";
}

/** Members of a webhook's body that we write. */
export const OWN_PAYLOAD_NAMES = ["state", "pipeline_run_id", "status", "result_url", "error"] as const;
