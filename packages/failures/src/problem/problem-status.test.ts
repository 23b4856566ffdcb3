import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listCodes } from "../code-facts.ts";
import { CATEGORIES } from "../report.ts";
import type { Category } from "../report.ts";
import { anyReport } from "../testing/any-report.fixture.ts";
import { problemStatus, retryAfterHeader } from "./problem-status.ts";

describe("the status of a problem document", () => {
  it("is the code's own, and for a code that is not in the table its family's", () => {
    for (const { code, category, status } of listCodes()) expect(problemStatus({ code, category })).toBe(status);
    expect(problemStatus({ code: "auth.forbidden", category: "configuration" })).toBe(401);
    expect(problemStatus({ code: "moon.full", category: "unknown" })).toBe(500);
  });

  it.each<[string, Category, number | undefined, number]>([
    ["provider.rate_limited", "capacity", 36_000_000, 429],
    ["provider.rate_limited", "capacity", undefined, 502],
    ["provider.rate_limited", "unknown", 5000, 502],
    ["runtime.unavailable", "capacity", 36_000_000, 503],
    ["runtime.unavailable", "unknown", undefined, 500],
    ["provider.failed", "unknown", undefined, 502],
    ["provider.timeout", "ambiguous", undefined, 504],
    ["input.url_unreachable", "content", undefined, 422],
    ["provider.failed", "content", undefined, 422],
    ["run.not_finished", "content", undefined, 409],
    ["perdure.function_failed", "unknown", undefined, 500],
    ["perdure.function_failed", "transient", undefined, 503],
    ["account.rate_limited", "transient", undefined, 429],
  ])("of %s that became %s, delay %s, is %i", (code, category, retry_after_ms, status) => {
    expect(problemStatus(retry_after_ms === undefined ? { code, category } : { code, category, retry_after_ms })).toBe(
      status,
    );
  });

  it("blames the caller for nothing but what a code or a content failure is", () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom(...CATEGORIES), (report, category) => {
        const own = problemStatus(report);
        expect(own >= 400 && own < 600).toBe(true);
        const status = problemStatus({ code: "provider.failed", category });
        expect(status < 500).toBe(category === "content");
      }),
    );
  });
});

describe("the Retry-After header", () => {
  it("is in whole seconds, never shorter than the delay, where waiting helps", () => {
    const of = (category: Category, retry_after_ms?: number): string | undefined =>
      retryAfterHeader({
        code: "provider.failed",
        category,
        ...(retry_after_ms === undefined ? {} : { retry_after_ms }),
      });
    expect([of("transient", 1), of("transient", 5000), of("capacity", 36_000_001), of("transient", 0)]).toEqual([
      "1",
      "5",
      "36001",
      "0",
    ]);
    expect([of("transient"), of("ambiguous", 5000), of("content", 1), of("unknown", 1)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
