import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATEGORIES } from "../report.ts";
import type { Effect } from "../report.ts";
import { mayAutoRetry } from "../retry.ts";
import { stampError } from "./stamp-error.ts";

const LANGCHAIN = Symbol.for("langchain.errors.retryable");
const YES = { category: "transient", code: "provider.rate_limited" } as const;
const BUSY = { category: "transient", code: "provider.unavailable" } as const;
const NO = { category: "configuration", code: "provider.credential_refused" } as const;
const UNCLEAR = { category: "ambiguous", code: "provider.outcome_unknown" } as const;

const apiCallError = (isRetryable: boolean): Error & { isRetryable: boolean } =>
  Object.assign(new Error("refused"), { [Symbol.for("vercel.ai.error.AI_APICallError")]: true, isRetryable });
const serviceError = (members = {}): Error & { $retryable?: unknown } =>
  Object.assign(new Error("refused"), { $fault: "client", $metadata: {}, ...members });
const marksOf = (error: object): readonly unknown[] =>
  ["isRetryable", LANGCHAIN, "$retryable"].map((key) => Reflect.get(error, key));

describe("the stamp", () => {
  it("says on an API call error of the AI SDK what it decides", () => {
    const error = apiCallError(true);
    expect(stampError(error, NO)).toEqual({ ai_sdk: true, langchain: true, aws: false });
    expect(marksOf(error)).toEqual([false, false, undefined]);
  });

  it("says it on an error of the AI SDK's gateway", () => {
    const error = Object.assign(new Error("busy"), { [Symbol.for("vercel.ai.gateway.error")]: true });
    expect(stampError(error, YES).ai_sdk).toBe(true);
    expect(marksOf(error)).toEqual([true, true, undefined]);
  });

  it("marks any other error for LangChain alone", () => {
    const error = new Error("refused");
    expect(stampError(error, YES)).toEqual({ ai_sdk: false, langchain: true, aws: false });
    expect(marksOf(error)).toEqual([undefined, true, undefined]);
  });

  it("marks a service error of AWS, and a rate limit as throttling", () => {
    const [limited, busy] = [serviceError(), serviceError()];
    expect(stampError(limited, YES).aws).toBe(true);
    expect(stampError(busy, BUSY).aws).toBe(true);
    expect([limited.$retryable, busy.$retryable]).toEqual([{ throttling: true }, { throttling: false }]);
  });

  it("takes the mark off a service error of AWS that must not be repeated, and claims no more", () => {
    const error = serviceError({ $retryable: {} });
    expect(stampError(error, NO).aws).toBe(false);
    expect(error.$retryable).toBeUndefined();
  });

  it("is replaced by a later one, and the same one twice changes nothing", () => {
    const error = Object.assign(apiCallError(true), serviceError());
    for (const report of [YES, NO, NO, YES, YES]) {
      const repeat = report === YES;
      expect(stampError(error, report)).toEqual({ ai_sdk: true, langchain: true, aws: repeat });
      expect(marksOf(error)).toEqual([repeat, repeat, repeat ? { throttling: true } : undefined]);
    }
  });

  it("replaces the mark that LangChain sets itself, which cannot be written to", () => {
    const error = Object.defineProperty(new Error("refused"), LANGCHAIN, { value: true, configurable: true });
    expect(stampError(error, NO).langchain).toBe(true);
    expect(marksOf(error)[1]).toBe(false);
  });

  it("shows in no listing of an error's members that was without it", () => {
    const error = serviceError();
    stampError(error, YES);
    expect(Object.keys(error)).toEqual(["$fault", "$metadata"]);
    expect(JSON.stringify(error)).not.toContain("retryable");
  });

  it("keeps a member that is listed in the list", () => {
    const error = apiCallError(true);
    stampError(error, NO);
    expect(Object.keys(error)).toContain("isRetryable");
  });

  it("allows an unknown outcome where a repeat does no harm, and where the operator does not forbid it", () => {
    const decided = (effect?: Effect, repeat_billable?: "never"): unknown => {
      const error = apiCallError(false);
      stampError(error, UNCLEAR, { effect, repeat_billable });
      return error.isRetryable;
    };
    expect([decided(), decided("pure"), decided("idempotent")]).toEqual([true, true, true]);
    expect([decided("effectful"), decided("billable", "never")]).toEqual([false, false]);
  });
});

describe("an error that cannot be stamped", () => {
  const refusing = new Proxy(apiCallError(true), {
    defineProperty: () => false,
    set: () => false,
  });
  const throwing = new Proxy(apiCallError(true), {
    get: () => {
      throw new Error("no");
    },
    getPrototypeOf: () => {
      throw new Error("no");
    },
  });
  const fixed = Object.defineProperty(apiCallError(true), "isRetryable", { configurable: false, get: () => true });

  it.each([
    ["frozen", Object.freeze(apiCallError(true))],
    ["a proxy that refuses", refusing],
    ["a proxy that throws", throwing],
    ["sealed to a getter", fixed],
    ["a text", "refused"],
    ["nothing", undefined],
    ["null", null],
    ["a plain object", { isRetryable: true }],
  ])("%s is said to be unmarked", (_name, error) => {
    expect(stampError(error, NO)).toMatchObject({ ai_sdk: false, aws: false });
  });

  it("says so only where the marks would say something else", () => {
    const already = apiCallError(false);
    stampError(already, NO);
    expect(stampError(Object.freeze(already), NO)).toEqual({ ai_sdk: true, langchain: true, aws: false });
  });

  it("is none of anything that JavaScript can throw", () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...CATEGORIES), (thrown, category) => {
        const report = { category, code: "run.failed" };
        const repeat = mayAutoRetry(report, "billable");
        const marks = stampError(thrown, report);
        if (marks.langchain) expect(Reflect.get(thrown as object, LANGCHAIN)).toBe(repeat);
        expect(stampError(thrown, report)).toEqual(marks);
      }),
    );
  });
});
