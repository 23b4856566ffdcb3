import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFailure } from "../create-failure.ts";
import { CATEGORIES } from "../report.ts";
import { FAILURE_FIXTURES } from "../testing/failure-fixtures.ts";
import { fixtureContext, fixtureError } from "../testing/fixture-error.ts";
import { readFailureReport } from "../read-report.ts";
import { classify, toFailure } from "../all/index.ts";

const throwing = new Proxy(
  {},
  {
    get: () => {
      throw new Error("no");
    },
    ownKeys: () => {
      throw new Error("no");
    },
    has: () => {
      throw new Error("no");
    },
    getPrototypeOf: () => {
      throw new Error("no");
    },
  },
);
const endless: object = new Proxy({}, { get: (_target, key) => (key === "cause" ? endless : undefined) });
const echoing: object = new Proxy(() => undefined, { get: () => echoing, apply: () => echoing });
const cyclic = new Error("cycle");
cyclic.cause = cyclic;
const revoked = Proxy.revocable([], {});
revoked.revoke();

const isDeeplyFrozen = (value: unknown): boolean =>
  typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen));

const fixtureErrors = FAILURE_FIXTURES.flatMap((fixture) =>
  (["ai-sdk", "fetch"] as const).map((shape) => ({ error: fixtureError(fixture, shape), fixture })),
);
const anyError = fc.constantFrom(...fixtureErrors);

describe("the classification of a hostile value", () => {
  it.each([
    ["a proxy that throws", throwing],
    ["an endless chain", endless],
    ["a proxy that answers everything with itself", echoing],
    ["a cycle", cyclic],
    ["a revoked proxy", revoked.proxy],
    ["a frozen error", Object.freeze(new Error("frozen"))],
    ["a throwing getter", Object.defineProperty({}, "status", { get: () => throwing, enumerable: true })],
    ["headers that throw", { status: 429, headers: { get: () => expect.unreachable() } }],
    ["headers that are a proxy", { status: 429, headers: throwing }],
    ["a body that is a proxy", { status: 400, data: throwing, body: revoked.proxy }],
    ["nothing", undefined],
    ["null", null],
    ["a number", 12],
    ["a big integer", 12n],
    ["a symbol", Symbol("x")],
    ["a function", () => undefined],
    ["a text", "oh"],
    ["no prototype", Object.create(null)],
  ])("%s ends in a frozen report", (_name, value) => {
    const { report } = classify(value);
    expect(CATEGORIES).toContain(report.category);
    expect(isDeeplyFrozen(report)).toBe(true);
  });

  it("is total, frozen and JSON for any value with members that errors have", () => {
    const members = ["status", "statusCode", "headers", "body", "cause", "code", "name", "message", "data", "errors"];
    // The library looks into the values that it makes, so the hostile ones are put in afterwards.
    const hostile = { throwing, endless, echoing, cyclic, revoked: revoked.proxy };
    const kinds = Object.keys(hostile) as (keyof typeof hostile)[];
    const ordinary = fc.dictionary(fc.constantFrom(...members), fc.anything());
    fc.assert(
      fc.property(
        fc.oneof(ordinary, fc.anything()),
        fc.subarray(members),
        fc.constantFrom(...kinds),
        (base, places, kind) => {
          const planted = places.map((place) => [place, hostile[kind]]);
          const thrown = planted.length === 0 ? base : { ...Object(base), ...Object.fromEntries(planted) };
          const { report, transport } = classify(thrown, { now_ms: 0 });
          expect(isDeeplyFrozen(report) && isDeeplyFrozen(transport)).toBe(true);
          expect(JSON.parse(JSON.stringify(report))).toEqual(report);
        },
      ),
    );
  });

  it("leaves the value as it was", () => {
    fc.assert(
      fc.property(anyError, ({ error, fixture }) => {
        const before = inspect(error, { depth: 9 });
        classify(error, fixtureContext(fixture));
        expect(inspect(error, { depth: 9 })).toBe(before);
      }),
    );
  });
});

describe("a verdict", () => {
  it("does not change when the error is wrapped, however often", () => {
    fc.assert(
      fc.property(anyError, fc.integer({ min: 1, max: 6 }), ({ error, fixture }, depth) => {
        const context = fixtureContext(fixture);
        let wrapped = error;
        for (let level = 0; level < depth; level += 1) wrapped = new Error(`level ${level}`, { cause: wrapped });
        expect(classify(wrapped, context).report).toEqual(classify(error, context).report);
      }),
    );
  });

  it("is kept by a retry wrapper, which is followed to its last error", () => {
    fc.assert(
      fc.property(anyError, anyError, (first, last) => {
        const wrapper = Object.assign(new Error("retries"), {
          name: "AI_RetryError",
          errors: [first.error, last.error],
          lastError: last.error,
        });
        const context = fixtureContext(last.fixture);
        expect(classify(wrapper, context).report).toEqual(classify(last.error, context).report);
      }),
    );
  });

  it("is the failure's own where one is in the chain", () => {
    const failure = createFailure("perdure.document_unreadable", { message: "The document is damaged." });
    expect(classify(new Error("outer", { cause: failure })).report).toBe(failure.report);
    expect(toFailure(failure)).toBe(failure);
    expect(toFailure(toFailure(new Error("x")))).toMatchObject({ report: { code: "runtime.unexpected" } });
  });

  it("is the reason's own where a failure is what the signal was aborted with", () => {
    const reason = createFailure("perdure.leaf_timeout", { message: "Too long." });
    const abort = Object.assign(new Error("aborted"), { name: "AbortError" });
    expect(classify(abort, { signal: { aborted: true, reason } }).report).toBe(reason.report);
    expect(classify({ status: 500 }, { signal: { aborted: true, reason } }).report.code).toBe("provider.failed");
  });

  it("survives JSON and the reader unchanged", () => {
    fc.assert(
      fc.property(anyError, ({ error, fixture }) => {
        const { report } = classify(error, fixtureContext(fixture));
        expect(readFailureReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
      }),
    );
  });

  it("turns a delay beyond the ceiling into a matter of capacity and keeps the delay", () => {
    const error = { status: 429, headers: { "retry-after": "61" } };
    expect(classify(error, { retry_after_ceiling_ms: 60_000 }).report).toMatchObject({
      code: "provider.rate_limited",
      category: "capacity",
      retryable: false,
      retry_after_ms: 61_000,
    });
    expect(classify(error, { retry_after_ceiling_ms: 61_000 }).report.category).toBe("transient");
  });
});
