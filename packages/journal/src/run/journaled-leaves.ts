import type { InProcessRunOptions } from "@perdure/direct";
import { isPureKind, leafKey } from "@perdure/engine";
import type { BackendHost, LeafCall, LeafResult, RunJob } from "@perdure/engine";
import { createFailure, mayAutoRetry, retryDelay, withTransport } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import type { FailureError, RetryPolicy } from "@perdure/failures";
import type { LeafRows, LeafState } from "../database/leaf-rows.ts";
import type { Drain } from "./drain.ts";
import type { GroupedWrites } from "./grouped-writes.ts";

export interface JournaledLeavesOptions {
  readonly host: BackendHost;
  readonly rows: LeafRows;
  readonly writes: GroupedWrites;
  readonly drain: Drain;
  readonly retry: RetryPolicy;
  readonly repeat_billable: RunJob["repeat_billable"];
}

/**
 * Runs leaves, each recorded before its result counts: one that has a result is not run again, one whose failure may be
 * repeated is repeated alone, with waits that outlive the process. An attempt is on disk before it starts, so that one which a
 * crash cuts off counts, and one that must not happen twice is not forgotten.
 */
export function createJournaledLeaves(options: JournaledLeavesOptions): InProcessRunOptions["callLeaf"] {
  const { host, rows, writes, drain, retry, repeat_billable } = options;

  const execute = async (call: LeafCall, attempt: number, signal: AbortSignal): Promise<LeafResult> => ({
    ...(await host.leaves.execute(call, { attempt, signal })),
    attempt,
  });
  /** What a failed attempt leads to. */
  const afterFailure = (failure: FailureError, { effect }: LeafCall, attempt: number): LeafState => {
    const repeats = attempt < retry.maximum_attempts && mayAutoRetry(failure.report, effect, { repeat_billable });
    if (!repeats) return { state: "failed", attempt, failure };
    const next_attempt_at = host.now() + retryDelay(failure.report, attempt, retry, host.random);
    return { state: "waiting", attempt, next_attempt_at, failure };
  };

  return async (call, signal, change) => {
    if (isPureKind(call.kind)) return execute(call, 1, signal);
    const leaf = leafKey(call);
    const known = rows.result(leaf);
    if (known !== undefined) return { ...known, restored: true };
    const record = async (state: LeafState): Promise<LeafState> => {
      await writes.write(() => rows.put(leaf, state, host.now()));
      return state;
    };
    const attemptOnce = async (attempt: number): Promise<LeafState> => {
      await record({ state: "started", attempt });
      if (attempt > 1) change({ status: "running", attempt });
      let result: LeafResult;
      try {
        result = await execute(call, attempt, signal);
      } catch (error) {
        // What cutting a leaf off made of it says nothing about the leaf: it stays as started.
        signal.throwIfAborted();
        return record(afterFailure(withTransport(toFailure(error, {}), { attempt }), call, attempt));
      }
      return record({ state: "succeeded", attempt, result });
    };

    let state = rows.find(leaf);
    if (state?.state === "started") {
      const { attempt } = state;
      state = await record(afterFailure(interrupted(call, attempt), call, attempt));
    }
    for (;;) {
      if (state?.state === "succeeded") return state.result;
      if (state?.state === "failed") throw state.failure;
      if (state?.state === "waiting") {
        const { attempt, next_attempt_at } = state;
        change({ status: "waiting", attempt, next_attempt_at });
        await host.sleepUntil(next_attempt_at, signal);
        signal.throwIfAborted();
      }
      const attempt = (state?.attempt ?? 0) + 1;
      state = await drain.run(signal, () => attemptOnce(attempt));
    }
  };
}

const interrupted = ({ pipe }: LeafCall, attempt: number): FailureError =>
  createFailure("perdure.leaf_interrupted", {
    message: `The process ended while ${pipe} ran.`,
    transport: { attempt },
  });
