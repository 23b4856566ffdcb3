import { isPureKind } from "@perdure/engine";
import type { LeafCall, LeafResult } from "@perdure/engine";
import { mayAutoRetry, withTransport } from "@perdure/failures";
import type { AutoRetryOptions, Effect, FailureError } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";

/** What became of the leaves of one try of a whole pipe, and whether all of it may happen again. */
export interface CalledLeaves {
  /** Runs a leaf, and remembers how it ended. Rejects with a FailureError. */
  note(call: LeafCall, run: () => Promise<LeafResult>): Promise<LeafResult>;
  /** Whether the whole may be tried again after a failure: that helps, and everything that was called may be called once more. */
  mayRunAgain(failure: FailureError): boolean;
}

/**
 * Remembers the leaves of an attempt. A repeat of the whole executes each of them again: one that failed, under the rule for its failure; one that succeeded
 * or is still on its way, as one whose outcome nobody knows.
 */
export function createCalledLeaves(attempt: number, options: AutoRetryOptions): CalledLeaves {
  const happened: Effect[] = [];
  const onTheirWay = new Set<LeafCall>();
  const failed: { readonly failure: FailureError; readonly effect: Effect }[] = [];
  const mayHappenAgain = (effect: Effect): boolean => mayAutoRetry({ category: "ambiguous" }, effect, options);
  return {
    async note(call, run) {
      const { effect } = call;
      // What costs nothing and changes nothing is not looked at.
      if (isPureKind(call.kind)) return run();
      onTheirWay.add(call);
      try {
        const result = await run();
        happened.push(effect);
        return result;
      } catch (error) {
        const failure = withTransport(toFailure(error, {}), { attempt });
        failed.push({ failure, effect });
        throw failure;
      } finally {
        onTheirWay.delete(call);
      }
    },
    mayRunAgain: (failure) =>
      mayAutoRetry(failure.report, "pure", options) &&
      failed.every((one) => mayAutoRetry(one.failure.report, one.effect, options)) &&
      [...happened, ...[...onTheirWay].map(({ effect }) => effect)].every(mayHappenAgain),
  };
}
