import { describe, expect, it } from "vitest";
import type { Effect } from "./report.ts";
import { DEFAULT_RETRY_POLICY, mayAutoRetry } from "./retry.ts";
import { retryPolicyFor } from "./retry-policy-for.ts";
import { workerLost } from "./temporal/timeout-failure.ts";
import { toTemporalFailure } from "./temporal/to-temporal-failure.ts";

const EFFECTS: readonly Effect[] = ["pure", "billable", "idempotent", "effectful"];
const REPEATS = ["allowed", "never", undefined] as const;

describe("the retry policy of a leaf", () => {
  it.each(EFFECTS.flatMap((effect) => REPEATS.map((repeat_billable) => ({ effect, repeat_billable }))))(
    "lets a lost attempt be repeated exactly where the failure itself may be: $effect, billed repeats $repeat_billable",
    ({ effect, repeat_billable }) => {
      const final = retryPolicyFor(effect, { repeat_billable }).non_retryable_error_types;
      const mayRepeat = mayAutoRetry(workerLost().report, effect, { repeat_billable });
      expect(final.length === 0).toBe(mayRepeat);
    },
  );

  it("names a lost attempt as the server does, and as a client does that saw the worker die", () => {
    const { type } = toTemporalFailure(workerLost(), { effect: "effectful", attempt: 1, random: () => 0 });
    expect(retryPolicyFor("effectful").non_retryable_error_types).toEqual([
      "TemporalTimeout:StartToClose",
      "TemporalTimeout:Heartbeat",
      type,
    ]);
  });

  it("is the deployment's own policy otherwise, and cannot be changed", () => {
    const policy = { maximum_attempts: 2, initial_interval_ms: 5, backoff_coefficient: 3, maximum_interval_ms: 9 };
    expect(retryPolicyFor("billable", { policy })).toEqual({ ...policy, non_retryable_error_types: [] });
    expect(retryPolicyFor("pure")).toEqual({ ...DEFAULT_RETRY_POLICY, non_retryable_error_types: [] });
    expect(Object.isFrozen(retryPolicyFor("effectful").non_retryable_error_types)).toBe(true);
  });
});
