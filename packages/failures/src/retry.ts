import { asNumber } from "./read-value.ts";
import type { Effect, FailureReport } from "./report.ts";

/** How often and how fast a leaf is repeated. Intervals are milliseconds. */
export interface RetryPolicy {
  /** Tries of one leaf, the first included. */
  readonly maximum_attempts: number;
  readonly initial_interval_ms: number;
  readonly backoff_coefficient: number;
  readonly maximum_interval_ms: number;
}

/** The policy where nobody set one: five attempts, from one second, doubling, at most a minute of our own. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = Object.freeze({
  maximum_attempts: 5,
  initial_interval_ms: 1000,
  backoff_coefficient: 2,
  maximum_interval_ms: 60_000,
});

/** What an operator allows beyond the categories. */
export interface AutoRetryOptions {
  /** `never`: an inference whose outcome is unknown is not repeated, because it may be billed twice. */
  readonly repeat_billable?: "allowed" | "never" | undefined;
}

/**
 * Whether a repeat without a person is allowed: always for a transient failure, and for an ambiguous one only where a
 * second execution does no harm. Counting attempts is the caller's.
 */
export function mayAutoRetry(
  report: Pick<FailureReport, "category">,
  effect: Effect,
  options: AutoRetryOptions = {},
): boolean {
  if (report.category === "transient") return true;
  if (report.category !== "ambiguous") return false;
  if (effect === "billable") return options.repeat_billable !== "never";
  return effect === "pure" || effect === "idempotent";
}

/**
 * Milliseconds to wait before the next attempt, after `attempt` (one-based) has failed: the server's own delay as a
 * floor, full jitter above it. Whole, never below the server's delay, never 0. `random` gives numbers in [0, 1).
 */
export function retryDelay(
  report: Pick<FailureReport, "retry_after_ms">,
  attempt: number,
  policy: RetryPolicy,
  random: () => number,
): number {
  const floor = Math.max(0, asNumber(report.retry_after_ms) ?? 0);
  const ceiling = Math.max(0, asNumber(policy.maximum_interval_ms) ?? DEFAULT_RETRY_POLICY.maximum_interval_ms);
  const grown = policy.initial_interval_ms * policy.backoff_coefficient ** (Math.max(1, asNumber(attempt) ?? 1) - 1);
  // A power that overflows has long passed the ceiling.
  const interval = Math.min(ceiling, Math.max(0, asNumber(grown) ?? ceiling));
  const share = Math.min(1, Math.max(0, asNumber(random()) ?? 0));
  return Math.max(1, Math.ceil(floor + share * interval));
}
