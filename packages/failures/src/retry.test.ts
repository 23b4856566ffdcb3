import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATEGORIES } from "./report.ts";
import type { Effect } from "./report.ts";
import { DEFAULT_RETRY_POLICY, mayAutoRetry, retryDelay } from "./retry.ts";

const EFFECTS: readonly Effect[] = ["pure", "billable", "idempotent", "effectful"];

describe("an automatic repeat", () => {
  it("is allowed exactly where the table says", () => {
    const allowed = CATEGORIES.flatMap((category) =>
      EFFECTS.filter((effect) => mayAutoRetry({ category }, effect)).map((effect) => `${category} ${effect}`),
    );
    expect(allowed).toEqual([
      ...EFFECTS.map((effect) => `transient ${effect}`),
      "ambiguous pure",
      "ambiguous billable",
      "ambiguous idempotent",
    ]);
  });

  it("of an inference with an unknown outcome can be forbidden, and nothing else changes", () => {
    const options = { repeat_billable: "never" } as const;
    expect(mayAutoRetry({ category: "ambiguous" }, "billable", options)).toBe(false);
    expect(mayAutoRetry({ category: "ambiguous" }, "idempotent", options)).toBe(true);
    expect(mayAutoRetry({ category: "transient" }, "billable", options)).toBe(true);
  });
});

describe("the delay before the next attempt", () => {
  const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -1, Number.NaN, Infinity));

  it("is whole, finite, never 0 and never below the server's, whatever the policy says", () => {
    const policy = fc.record({
      maximum_attempts: anyNumber,
      initial_interval_ms: anyNumber,
      backoff_coefficient: anyNumber,
      maximum_interval_ms: fc.oneof(fc.integer({ min: 0, max: 10_000_000 }), fc.constantFrom(Number.NaN, -1)),
    });
    const retryAfter = fc.option(fc.integer({ min: 0, max: 100_000_000 }), { nil: undefined });
    fc.assert(
      fc.property(retryAfter, anyNumber, policy, anyNumber, (retry_after_ms, attempt, rules, random) => {
        const report = retry_after_ms === undefined ? {} : { retry_after_ms };
        const delay = retryDelay(report, attempt, rules, () => random);
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(Math.max(1, retry_after_ms ?? 0));
      }),
    );
  });

  it("grows with the attempt, jitters from nothing to the whole interval, and stops at the policy's maximum", () => {
    const delays = [1, 2, 3, 9, 5000].map((attempt) => retryDelay({}, attempt, DEFAULT_RETRY_POLICY, () => 1));
    expect(delays).toEqual([1000, 2000, 4000, 60_000, 60_000]);
    expect(retryDelay({}, 3, DEFAULT_RETRY_POLICY, () => 0)).toBe(1);
    expect(retryDelay({}, 1, DEFAULT_RETRY_POLICY, () => 0.5)).toBe(500);
  });

  it("adds the jitter on top of the server's delay", () => {
    expect(retryDelay({ retry_after_ms: 5000 }, 1, DEFAULT_RETRY_POLICY, () => 0.25)).toBe(5250);
    expect(retryDelay({ retry_after_ms: 0 }, 1, DEFAULT_RETRY_POLICY, () => 0)).toBe(1);
  });
});
