import { failureToken } from "./failure-token.ts";
import { frozenCopy } from "./frozen-json.ts";
import type { Effect } from "./report.ts";
import { DEFAULT_RETRY_POLICY, mayAutoRetry } from "./retry.ts";
import type { AutoRetryOptions, RetryPolicy } from "./retry.ts";

/** How a durable server repeats a leaf. */
export interface ServerRetryPolicy extends RetryPolicy {
  /**
   * Types of failures that the server must not repeat by itself, as Temporal's retry policy takes them. Empty where a lost
   * attempt may be repeated.
   */
  readonly non_retryable_error_types: readonly string[];
}

/** What a deployment sets for its retries. */
export interface RetryPolicyOptions extends AutoRetryOptions {
  /** `DEFAULT_RETRY_POLICY` unless given. */
  readonly policy?: RetryPolicy | undefined;
}

/** A lost attempt, in the server's own words for its two clocks and as a client that saw the worker die reports it. */
const LOST_ATTEMPTS = [
  "TemporalTimeout:StartToClose",
  "TemporalTimeout:Heartbeat",
  failureToken("ambiguous", "perdure.worker_lost"),
];

/**
 * The retry policy of a leaf by what a repeat of it may cost, frozen plain data. A failure that an attempt reports says
 * for itself whether it is repeated; an attempt that is lost reports nothing, so the policy says it: lost is final exactly
 * where `mayAutoRetry` forbids to repeat an ambiguous failure.
 */
export function retryPolicyFor(effect: Effect, options: RetryPolicyOptions = {}): ServerRetryPolicy {
  const lostIsFinal = !mayAutoRetry({ category: "ambiguous" }, effect, options);
  const policy = options.policy ?? DEFAULT_RETRY_POLICY;
  return frozenCopy({ ...policy, non_retryable_error_types: lostIsFinal ? LOST_ATTEMPTS : [] });
}
