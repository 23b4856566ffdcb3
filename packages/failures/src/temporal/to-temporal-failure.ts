import type { FailureError } from "../failure-error.ts";
import { plainText, shortened } from "../plain-text.ts";
import type { Effect, FailureReport, FailureTransport } from "../report.ts";
import { DEFAULT_RETRY_POLICY, mayAutoRetry, retryDelay } from "../retry.ts";
import type { RetryPolicy } from "../retry.ts";
import { failureToken } from "../failure-token.ts";
import { packReport } from "./pack-report.ts";

/** What decides whether and when the server tries a leaf again. */
export interface TemporalFailureOptions {
  readonly effect: Effect;
  /** The attempt that failed, one-based. */
  readonly attempt: number;
  readonly policy?: RetryPolicy | undefined;
  readonly random: () => number;
  readonly repeat_billable?: "allowed" | "never" | undefined;
}

/** The fields of a Temporal ApplicationFailure as plain data. */
export interface TemporalFailureData {
  readonly type: string;
  readonly message: string;
  readonly details: readonly [FailureReport, FailureTransport];
  readonly nonRetryable: boolean;
  /** Whole milliseconds, at least 1; absent where there is no next attempt. */
  readonly nextRetryDelayMs?: number;
}

/**
 * What an activity hands to Temporal for a failure: a low-cardinality type, our message, the packed report and the
 * transport, and the retry decision. No cause: a foreign error's message and stack would be written to the history.
 */
export function toTemporalFailure(failure: FailureError, options: TemporalFailureOptions): TemporalFailureData {
  const { report } = failure;
  const retry = mayAutoRetry(report, options.effect, { repeat_billable: options.repeat_billable });
  const policy = options.policy ?? DEFAULT_RETRY_POLICY;
  const packed = packReport(report);
  return Object.freeze({
    type: failureToken(report.category, report.code),
    message: shortened(plainText(packed.message), 256),
    details: Object.freeze([packed, Object.freeze({ attempt: options.attempt, ...failure.transport })] as const),
    nonRetryable: !retry,
    ...(retry ? { nextRetryDelayMs: retryDelay(report, options.attempt, policy, options.random) } : {}),
  });
}
