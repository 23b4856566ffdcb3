import type { Effect } from "../report.ts";

/** What the caller knows and the error does not. Every member may be absent. */
export interface ClassifyContext {
  /** The provider's name, as the deployment calls it. */
  readonly provider?: string | undefined;
  /** The model as the author wrote it. */
  readonly model?: string | undefined;
  /** Milliseconds since the epoch: what a Retry-After date is measured from when the answer has no Date. */
  readonly now_ms?: number | undefined;
  /** A longer server delay makes a transient failure a matter of capacity. One hour unless given. */
  readonly retry_after_ceiling_ms?: number | undefined;
  /** What the call may do; an inference (`billable`) unless given. */
  readonly effect?: Effect | undefined;
  /** The signal that the call was given: tells our own cancellation from one that came from elsewhere. */
  readonly signal?: { readonly aborted: boolean; readonly reason?: unknown } | undefined;
  /** True when this address has answered before: a name that does not resolve is then a matter of time. */
  readonly has_answered?: boolean | undefined;
}
