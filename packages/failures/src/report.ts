/** What went wrong, in one of six words. Only `transient` invites an unattended repeat. */
export const CATEGORIES = ["transient", "configuration", "content", "capacity", "ambiguous", "unknown"] as const;
/** What kind of failure it is: what a repeat can do about it. */
export type Category = (typeof CATEGORIES)[number];

/** Who can fix it; absent when nobody is known to. */
export type Domain = "input" | "config" | "runtime";

/** What a reader can do next; `detail` is one sentence that never promises another automatic attempt. */
export interface UserAction {
  readonly kind: UserActionKind;
  readonly detail: string;
}
/** What a person can do about a failure. */
export const USER_ACTION_KINDS = [
  "wait_and_retry",
  "check_billing",
  "check_credentials",
  "change_input",
  "change_method",
  "change_model",
  "fix_configuration",
  "read_run",
  "upgrade",
  "contact_support",
  "unknown",
] as const;
/** One of the things that a person can do about a failure. */
export type UserActionKind = (typeof USER_ACTION_KINDS)[number];

/** Where in a run: added above the leaf, once, by whoever knows it. */
export interface FailureLocation {
  /** The pipe, as `domain.code`. */
  readonly pipe?: string;
  /** Pipe codes from the entry to the failing pipe. */
  readonly path?: readonly string[];
  /** The node id of the failing invocation. */
  readonly node?: string;
  /** The index of the batch item, zero-based. */
  readonly item?: number;
  readonly file?: string;
  /** One-based. */
  readonly line?: number;
  /** One-based. */
  readonly column?: number;
}

/** One problem of the caller's own input: a method diagnostic or an input that does not fit. */
export interface ValidationProblem {
  readonly code: string;
  readonly category?: string;
  readonly message: string;
  readonly location?: FailureLocation;
  readonly suggestion?: string;
}

/** What a provider said about itself: never its body. */
export interface ProviderMetadata {
  readonly status_code?: number;
  readonly provider_error_code?: string;
}

/**
 * A failure as every path shows it: plain frozen JSON. `code` is the contract; `error_type` is diagnostic.
 * `retryable` is a function of the category alone.
 */
export interface FailureReport {
  readonly schema: 1;
  readonly code: string;
  readonly category: Category;
  readonly domain?: Domain;
  readonly retryable: boolean;
  /** The server's own delay in milliseconds: a floor for the next attempt. */
  readonly retry_after_ms?: number;
  readonly user_action: UserAction;
  readonly message: string;
  readonly title: string;
  readonly type_uri: string;
  readonly error_type: string;
  readonly model?: string;
  readonly provider?: string;
  readonly provider_metadata?: ProviderMetadata;
  readonly location?: FailureLocation;
  readonly validation_errors?: readonly ValidationProblem[];
}

/** What rides beside a report and differs from path to path; parity (`sameFailure`) never looks at it. */
export interface FailureTransport {
  /** The backend's tries of the leaf, one-based. */
  readonly attempt?: number;
  /** Provider calls of the last attempt, transport retries included. */
  readonly calls?: number;
  readonly request_id?: string;
  /** ISO 8601. */
  readonly occurred_at?: string;
  readonly worker?: string;
  readonly retry_state?: string;
}

/** What repeating a call may cost. */
export type Effect = "pure" | "billable" | "idempotent" | "effectful";
