import { describe, expect, it } from "vitest";
import { FAILURE_FIXTURES } from "../testing/failure-fixtures.ts";
import { fixtureContext, fixtureError } from "../testing/fixture-error.ts";
import type { ErrorShape } from "../testing/fixture-error.ts";
import { classify, decidingRule } from "./classify.ts";
import { evidenceOf } from "./evidence.ts";
import { RULES } from "./rules.ts";

describe.each(["ai-sdk", "fetch"] satisfies ErrorShape[])("an error as %s throws it", (shape) => {
  it.each(FAILURE_FIXTURES.map((fixture) => [fixture.id, fixture] as const))("%s has its verdict", (_id, fixture) => {
    const error = fixtureError(fixture, shape);
    const context = fixtureContext(fixture);
    const { report } = classify(error, context);
    expect({
      rule: decidingRule(evidenceOf(error, context))?.id ?? "none",
      code: report.code,
      category: report.category,
      retryable: report.retryable,
      retry_after_ms: report.retry_after_ms,
    }).toEqual({ rule: fixture.rule, retry_after_ms: undefined, ...fixture.expected });
  });
});

describe("the rules", () => {
  it("each decide at least one fixture", () => {
    const proven = new Set(FAILURE_FIXTURES.map((fixture) => fixture.rule));
    expect(RULES.map((rule) => rule.id).filter((id) => !proven.has(id))).toEqual([]);
  });

  it("have names of their own", () => {
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
  });
});
