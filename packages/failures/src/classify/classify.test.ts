import { describe, expect, it } from "vitest";
import { CLASSIFIER } from "../all/index.ts";
import { FAILURE_FIXTURES } from "../testing/failure-fixtures.ts";
import { fixtureContext, fixtureError } from "../testing/fixture-error.ts";
import type { ErrorShape } from "../testing/fixture-error.ts";
import { createClassifier } from "./classifier.ts";
import { STAGES } from "./rule.ts";
import type { Rule } from "./rule.ts";

const OWN: Rule = {
  id: "acme.closed",
  stage: "kind",
  when: { names: ["AcmeClosed"] },
  then: { code: "runtime.misconfigured" },
  fixture: "acme.closed",
};

describe.each(["ai-sdk", "fetch"] satisfies ErrorShape[])("an error as %s throws it", (shape) => {
  it.each(FAILURE_FIXTURES.map((fixture) => [fixture.id, fixture] as const))("%s has its verdict", (_id, fixture) => {
    const error = fixtureError(fixture, shape);
    const context = fixtureContext(fixture);
    const { report, rule, evidence } = CLASSIFIER.decide(error, context);
    expect({
      rule: evidence === undefined ? "carried" : (rule?.id ?? "none"),
      code: report.code,
      category: report.category,
      retryable: report.retryable,
      user_action: report.user_action.kind,
      retry_after_ms: report.retry_after_ms,
    }).toEqual({ rule: fixture.rule, retry_after_ms: undefined, ...fixture.expected });
  });
});

/** The rules whose fixture does not exist, or is decided by another rule. */
const unproven = (rules: readonly Rule[]): readonly string[] => {
  const decidedBy = new Map(FAILURE_FIXTURES.map((fixture) => [fixture.id, fixture.rule]));
  return rules.filter((rule) => decidedBy.get(rule.fixture) !== rule.id).map(({ id }) => id);
};

describe("the rules", () => {
  it("are each proven by the fixture that they name", () => {
    expect(unproven(CLASSIFIER.rules)).toEqual([]);
  });

  it("are not taken without their fixture", () => {
    expect(unproven([{ ...OWN, fixture: "none.such" }])).toEqual([OWN.id]);
    expect(unproven([{ ...OWN, fixture: "status.429" }])).toEqual([OWN.id]);
  });

  it("are asked stage by stage", () => {
    const stages = CLASSIFIER.rules.map(({ stage }) => STAGES.indexOf(stage));
    expect(stages).toEqual(stages.toSorted((one, other) => one - other));
  });

  it.each([
    ["two rules of one id", [OWN, OWN]],
    ["a code that is not in the table", [{ ...OWN, then: { code: "acme.broken" } }]],
    ["no condition", [{ ...OWN, when: {} }]],
  ])("of a caller are refused with %s", (_name, rules) => {
    expect(() => createClassifier({ extractors: [{ id: "acme", rules: rules as readonly Rule[] }] })).toThrow(
      expect.objectContaining({ name: "TypeError" }),
    );
  });

  it("of a caller decide before the ladder", () => {
    const { classify } = createClassifier({ extractors: [{ id: "acme", rules: [OWN] }] });
    expect(classify({ status: 503, name: "AcmeClosed" }).report.code).toBe("runtime.misconfigured");
    expect(classify({ status: 503, name: "AcmeOpen" }).report.code).toBe("provider.unavailable");
  });
});
