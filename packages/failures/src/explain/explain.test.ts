import { describe, expect, it } from "vitest";
import { CLASSIFIER, classify, createExplainer, explain, explainCode } from "../all/index.ts";
import { createClassifier } from "../classify/classifier.ts";
import { createFailure } from "../create-failure.ts";
import { FAILURE_FIXTURES } from "../testing/failure-fixtures.ts";
import { fixtureContext, fixtureError } from "../testing/fixture-error.ts";
import { describeCondition } from "./describe-condition.ts";

const explained = (id: string) => {
  const fixture = FAILURE_FIXTURES.find((one) => one.id === id);
  if (fixture === undefined) throw new Error(`There is no fixture ${id}`);
  return explain(fixtureError(fixture, "fetch"), fixtureContext(fixture));
};
const changesOf = (id: string) =>
  Object.fromEntries(explained(id).alternatives.map(({ change, code, category }) => [change, `${category} ${code}`]));

describe("an explanation", () => {
  it("gives the verdict of the classification, for every fixture, as plain JSON", () => {
    for (const fixture of FAILURE_FIXTURES) {
      const error = fixtureError(fixture, "ai-sdk");
      const explanation = explain(error, fixtureContext(fixture));
      expect(explanation.report).toEqual(classify(error, fixtureContext(fixture)).report);
      expect(explanation.rule?.id ?? (explanation.decided_by === "carried" ? "carried" : "none")).toBe(fixture.rule);
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    }
  });

  it("names the rule, its proof and what it saw", () => {
    expect(explained("openai.insufficient_quota")).toMatchObject({
      decided_by: "rule",
      rule: { id: "quota.code", stage: "limit", fixture: "openai.insufficient_quota" },
      evidence: { phase: "response_complete", status: 429, codes: ["insufficient_quota"], effect: "billable" },
      repeat_allowed: { pure: false, billable: false, idempotent: false, effectful: false },
    });
  });

  it("says what would have changed a quota into a rate limit", () => {
    expect(changesOf("openai.insufficient_quota")).toEqual({
      "without the word insufficient_quota": "transient provider.rate_limited",
      "with a body that says nothing": "transient provider.rate_limited",
    });
  });

  it("says which ceiling would have allowed a long wait, and which one forbids a short one", () => {
    expect(changesOf("azure.day_long_delay")).toMatchObject({
      "with a ceiling of 86400000 ms for waits": "transient provider.rate_limited",
      "without a delay that is asked for": "transient provider.rate_limited",
    });
    expect(changesOf("openai.rate_limit_milliseconds")).toMatchObject({
      "with a ceiling of 1250 ms for waits": "capacity provider.rate_limited",
    });
  });

  it("says what the effect, an earlier answer, the caller's abort and the server's word would have changed", () => {
    expect(changesOf("openai.server_error")).toMatchObject({
      "with an effect that is effectful": "ambiguous provider.outcome_unknown",
      "with x-should-retry: false": "unknown provider.failed",
    });
    expect(changesOf("network.name")).toMatchObject({
      "from a provider that answered before": "transient provider.unavailable",
    });
    expect(changesOf("abort.unexplained")).toMatchObject({
      "with a signal that the caller did not abort": "ambiguous provider.outcome_unknown",
    });
    expect(changesOf("cancelled.by_caller")).toEqual({
      "without the caller's abort": "ambiguous provider.outcome_unknown",
    });
    expect(changesOf("abort.foreign")).toMatchObject({ "with an abort by the caller": "content run.cancelled" });
  });

  it("asks nothing where the error carries a verdict", () => {
    const failure = createFailure("run.lost", { message: "Lost." });
    const explanation = explain(new Error("outer", { cause: failure }));
    expect(explanation).toMatchObject({ report: failure.report, decided_by: "carried", alternatives: [] });
    expect(explanation).not.toHaveProperty("rule");
  });

  it("says that nothing fits", () => {
    expect(explain(12)).toMatchObject({ decided_by: "nothing", report: { code: "runtime.unexpected" } });
  });

  it("shows no word that could be a value", () => {
    const error = { status: 400, name: "x y", finishReason: "sk-1", body: '{"error":{"code":"sk-7f3a91"}}' };
    const text = JSON.stringify(explain(error));
    expect(text).not.toMatch(/7f3a91|sk-1|x y/u);
    expect(text).toContain("…");
  });

  it("is one of another classifier's verdicts where it is asked for", () => {
    const { explain: explainCore } = createExplainer(createClassifier());
    expect(explainCore({ status: 429, body: '{"error":{"code":"insufficient_quota"}}' }).report.category).toBe(
      "transient",
    );
  });
});

describe("an explained code", () => {
  it("has its facts, its rules and who may repeat it", () => {
    expect(explainCode("provider.outcome_unknown")).toMatchObject({
      category: "ambiguous",
      status: 502,
      retryable: false,
      repeat_allowed: { pure: true, billable: true, idempotent: true, effectful: false },
    });
    expect(explainCode("provider.quota_exhausted").rules.map(({ id }) => id)).toContain("quota.code");
    expect(explainCode("method.syntax").rules).toEqual([]);
  });
});

describe("a condition in words", () => {
  it("names every member of every rule", () => {
    for (const { when } of CLASSIFIER.rules) expect(describeCondition(when)).toHaveLength(Object.keys(when).length);
  });

  it("is a list of what must hold", () => {
    expect(describeCondition({ status: [408, 504, 524], effect: ["effectful"], should_retry: false })).toEqual([
      "status 408, 504 or 524",
      "effect effectful",
      "x-should-retry: false",
    ]);
  });
});
