import type { InProcessRunOptions } from "@perdure/direct";
import { isPureKind, leafKey } from "@perdure/engine";
import type { BackendHost, LeafCall, LeafExecutor, LeafResult, RunJob } from "@perdure/engine";
import { createFailure, mayAutoRetry, retryDelay, toFailure, withTransport } from "@perdure/failures";
import type { FailureError, RetryPolicy } from "@perdure/failures";
import type { LeafRows, LeafState } from "../database/leaf-rows.ts";
import type { GroupedWrites } from "./grouped-writes.ts";

export interface JournaledLeavesOptions {
  readonly host: Pick<BackendHost, "now" | "sleepUntil" | "random"> & {
    readonly leaves: Pick<LeafExecutor, "execute">;
  };
  readonly rows: LeafRows;
  readonly writes: GroupedWrites;
  readonly retry: RetryPolicy;
  readonly repeat_billable: RunJob["repeat_billable"];
}

/**
 * Runs leaves, each recorded before its result counts: one that has a result is not run again, one whose failure may be
 * repeated is repeated alone, with waits that outlive the process.
 */
export function createJournaledLeaves(options: JournaledLeavesOptions): InProcessRunOptions["callLeaf"] {
  const { host, rows, writes, retry, repeat_billable } = options;

  const repeats = (failure: FailureError, { effect }: LeafCall, attempt: number): boolean =>
    attempt < retry.maximum_attempts && mayAutoRetry(failure.report, effect, { repeat_billable });

  const tryOnce = async (call: LeafCall, attempt: number, signal: AbortSignal): Promise<LeafResult | FailureError> => {
    try {
      return { ...(await host.leaves.execute(call, { attempt, signal })), attempt };
    } catch (error) {
      // What cutting a leaf off made of it says nothing about the leaf: it stays as started.
      signal.throwIfAborted();
      return withTransport(toFailure(error, {}), { attempt });
    }
  };

  return async (call, signal, change) => {
    if (isPureKind(call.kind)) return ended(await tryOnce(call, 1, signal));
    const leaf = leafKey(call);
    const known = rows.result(leaf);
    if (known !== undefined) return { ...known, restored: true };

    const put = (state: LeafState) => () => rows.put(leaf, state, host.now());
    const wait = async (until: number, attempt: number): Promise<void> => {
      change({ status: "waiting", attempt, next_attempt_at: until });
      await host.sleepUntil(until, signal);
      signal.throwIfAborted();
    };
    /** Records a failed attempt; resolves when the next one may start, rejects when there is none. */
    const afterFailure = async (failure: FailureError, attempt: number): Promise<void> => {
      if (!repeats(failure, call, attempt)) {
        await writes.write(put({ state: "failed", attempt, failure }));
        throw failure;
      }
      const next_attempt_at = host.now() + retryDelay(failure.report, attempt, retry, host.random);
      await writes.write(put({ state: "waiting", attempt, next_attempt_at, failure }));
      await wait(next_attempt_at, attempt);
    };

    const earlier = rows.find(leaf);
    if (earlier?.state === "failed") throw earlier.failure;
    if (earlier?.state === "waiting") await wait(earlier.next_attempt_at, earlier.attempt);
    if (earlier?.state === "started") await afterFailure(interrupted(call, earlier.attempt), earlier.attempt);
    for (let attempt = (earlier?.attempt ?? 0) + 1; ; attempt += 1) {
      const start = put({ state: "started", attempt });
      if (mustKnowOfStart(call, repeat_billable)) await writes.write(start);
      else writes.soon(start);
      change({ status: "running", attempt });
      const outcome = await tryOnce(call, attempt, signal);
      if (!isResult(outcome)) {
        await afterFailure(outcome, attempt);
        continue;
      }
      await writes.write(put({ state: "succeeded", attempt, result: outcome }));
      return outcome;
    }
  };
}

/** A leaf that must not run twice, and one whose receiver tells a repeat by its key, start only when that is on disk. */
function mustKnowOfStart({ effect }: LeafCall, repeat_billable: RunJob["repeat_billable"]): boolean {
  return effect === "idempotent" || !mayAutoRetry({ category: "ambiguous" }, effect, { repeat_billable });
}

const interrupted = ({ pipe }: LeafCall, attempt: number): FailureError =>
  createFailure("perdure.leaf_interrupted", {
    message: `The process ended while ${pipe} ran.`,
    transport: { attempt },
  });

const isResult = (outcome: LeafResult | FailureError): outcome is LeafResult => !(outcome instanceof Error);

function ended(outcome: LeafResult | FailureError): LeafResult {
  if (isResult(outcome)) return outcome;
  throw outcome;
}
