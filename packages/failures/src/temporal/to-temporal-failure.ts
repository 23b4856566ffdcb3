import { readCodeFacts } from "../code-families.ts";
import type { FailureError } from "../failure-error.ts";
import { frozenCopy } from "../frozen-json.ts";
import { plainText, shortened } from "../plain-text.ts";
import { readMember } from "../read-value.ts";
import type { Effect, FailureReport, FailureTransport } from "../report.ts";
import { DEFAULT_RETRY_POLICY, mayAutoRetry, retryDelay } from "../retry.ts";
import type { RetryPolicy } from "../retry.ts";
import { failureToken } from "../failure-token.ts";
import { packReport } from "./pack-report.ts";
import { packTransport } from "./pack-transport.ts";

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
  /**
   * Set for what a run may end with though nothing went wrong: a cancellation that was asked for, a condition that refuses, a
   * verdict on the caller's own method or inputs. A worker that is given it logs less and counts no failure.
   */
  readonly category?: "BENIGN";
}

/**
 * What an activity hands to Temporal for a failure: a low-cardinality type, our message, the packed report and the
 * transport, and the retry decision. No cause: a foreign error's message and stack would be written to the history. Never
 * throws and always JSON, whatever copy of the package the failure came from: a cycle or a BigInt ends a worker.
 */
export function toTemporalFailure(failure: FailureError, options: TemporalFailureOptions): TemporalFailureData {
  const packed = packReport(readMember(failure, "report") as FailureReport);
  const { code, category, message } = packed;
  const retry = mayAutoRetry(packed, options.effect, { repeat_billable: options.repeat_billable });
  const policy = options.policy ?? DEFAULT_RETRY_POLICY;
  return frozenCopy({
    type: failureToken(category, code),
    message: shortened(plainText(message), 256),
    details: [packed, packTransport(readMember(failure, "transport"), options.attempt)] as const,
    nonRetryable: !retry,
    ...(retry ? { nextRetryDelayMs: retryDelay(packed, options.attempt, policy, options.random) } : {}),
    ...(isExpected(packed) ? { category: "BENIGN" as const } : {}),
  });
}

function isExpected({ code, category, validation_errors }: FailureReport): boolean {
  if (code === "run.cancelled" || code === "perdure.condition_fail_outcome") return true;
  const { problem_domain } = readCodeFacts(code);
  const isCallers = problem_domain === "input" || problem_domain === "method";
  return category === "content" && isCallers && validation_errors !== undefined;
}
