import { describe, expect, it } from "vitest";
import { failureDocument } from "../cli/failure-document.ts";
import { CODES } from "../codes.ts";
import { createFailure } from "../create-failure.ts";
import { isRetryable } from "../code-facts.ts";
import { FAILURE_FIXTURES } from "./failure-fixtures.ts";
import { SAME_FAILURE_EXCLUSIONS, sameFailure } from "./same-failure.ts";

describe("the fixtures", () => {
  it("are plain JSON data under names of their own", () => {
    expect(JSON.parse(JSON.stringify(FAILURE_FIXTURES))).toEqual(FAILURE_FIXTURES);
    expect(new Set(FAILURE_FIXTURES.map((fixture) => fixture.id)).size).toBe(FAILURE_FIXTURES.length);
  });

  it("expect codes of the table and verdicts that follow from their categories", () => {
    for (const { expected } of FAILURE_FIXTURES) {
      expect(Object.keys(CODES)).toContain(expected.code);
      expect(expected.retryable).toBe(isRetryable(expected.category));
    }
  });

  it("say of what a provider documents where, and what it says", () => {
    const documented = FAILURE_FIXTURES.flatMap((fixture) => fixture.documented ?? []);
    expect(documented.length).toBeGreaterThan(50);
    for (const { source, repeat } of documented) {
      expect(source).toMatch(/^https:\/\//u);
      expect(["helps", "does_not_help", "disputed"]).toContain(repeat);
    }
  });

  it("have a refused key, a rate limit, a used-up quota, a long context and a refusal of content", () => {
    const codes = new Set(FAILURE_FIXTURES.map(({ expected }) => expected.code));
    const needed = ["provider.credential_refused", "provider.rate_limited", "provider.quota_exhausted"];
    for (const code of [...needed, "model.context_exceeded", "model.content_refused"]) expect(codes).toContain(code);
  });
});

describe("the comparison of failures", () => {
  const one = createFailure("run.lost", { message: "Lost.", location: { node: "main" }, transport: { attempt: 1 } });
  const other = createFailure("run.lost", { message: "Lost.", location: { node: "main" }, transport: { attempt: 7 } });

  it("looks at everything but the transport", () => {
    expect(Object.keys(SAME_FAILURE_EXCLUSIONS)).toEqual(["transport"]);
    expect(sameFailure(one, other)).toBe(true);
  });

  it.each([
    ["code", { code: "run.failed" }],
    ["category", { category: "unknown" }],
    ["message", { message: "Gone." }],
    ["place", { location: { node: "other" } }],
    ["delay", { retry_after_ms: 1 }],
    ["a member more", { later: true }],
  ])("sees another %s", (_name, change) => {
    expect(sameFailure(one, { ...one.report, ...change })).toBe(false);
  });

  it("takes failures, reports and documents, in any order of members", () => {
    const reversed = Object.fromEntries(Object.entries(one.report).reverse());
    for (const form of [one.report, failureDocument(other), JSON.parse(JSON.stringify(one)).report, reversed]) {
      expect(sameFailure(one, form)).toBe(true);
    }
  });

  it("says no where there is no failure", () => {
    expect(sameFailure(undefined, undefined)).toBe(false);
    expect(sameFailure(new Error("x"), new Error("x"))).toBe(false);
  });
});
