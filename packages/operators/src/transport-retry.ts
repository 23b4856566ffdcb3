import type { TransportLimits } from "@perdure/engine";
import { FailureError, type FailureReport } from "@perdure/failures";

/** What waiting depends on, so that tests drive it by hand. */
export interface Pace {
  /** From 0 up to, not including, 1. */
  random(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}
/** Counts provider calls over the whole of a leaf's attempt. */
export interface CallCounter {
  calls: number;
}
const BASE_WAIT_MS = 250;
const REPEATED_STATUSES: readonly number[] = [408, 409, 429];

/**
 * Makes a provider call and repeats it while the failure is transient and the connection is refused before anything was sent, or the
 * answer is 408, 409, 429 or 5xx. A longer Retry-After than `max_wait_ms` is handed up at once; an ambiguous cut is never repeated. Rejects
 * with the classified failure of the last call.
 */
export async function withTransportRetry<Result>(
  call: () => Promise<Result>,
  options: {
    readonly limits: TransportLimits;
    readonly pace: Pace;
    readonly counter: CallCounter;
    readonly signal: AbortSignal;
    readonly classify: (error: unknown) => FailureError;
  },
): Promise<Result> {
  const { limits, pace, counter, signal, classify } = options;
  for (let retry = 0; ; retry += 1) {
    try {
      counter.calls += 1;
      return await call();
    } catch (error) {
      const failure = classify(error);
      const floor = failure.report.retry_after_ms ?? 0;
      const isLast = retry >= limits.max_retries || floor > limits.max_wait_ms;
      if (isLast || signal.aborted || !isRepeatable(failure.report)) throw withCalls(failure, counter.calls);
      const jitter = pace.random() * BASE_WAIT_MS * 2 ** retry;
      await pace.sleep(Math.min(floor + jitter, limits.max_wait_ms), signal).catch((reason: unknown) => {
        throw withCalls(classify(reason), counter.calls);
      });
    }
  }
}

/** The same failure, saying how many provider calls led to it. */
export function withCalls(failure: FailureError, calls: number): FailureError {
  return new FailureError({
    report: failure.report,
    transport: { ...failure.transport, calls },
    cause: failure.cause,
  });
}

function isRepeatable({ retryable, code, provider_metadata }: FailureReport): boolean {
  // A 429 that means an empty account or a request too large for any minute, and a 500 whose server asks for no repeat, stay as they are.
  if (!retryable) return false;
  const status = provider_metadata?.status_code;
  // Without an answer, this code says that the connection never stood: nothing was sent, and a repeat repeats nothing.
  if (status === undefined) return code === "provider.unavailable";
  return REPEATED_STATUSES.includes(status) || (status >= 500 && status <= 599);
}
