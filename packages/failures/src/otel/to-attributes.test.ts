import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFailure } from "../create-failure.ts";
import { readFailureReport } from "../read-report.ts";
import type { FailureReport } from "../report.ts";
import { anyReport } from "../testing/any-report.fixture.ts";
import { toAttributes } from "./to-attributes.ts";

const { report, transport } = createFailure("provider.rate_limited", {
  message: "The provider limits the rate.",
  retry_after_ms: 5000,
  model: "m",
  provider: "mistral",
  provider_metadata: { status_code: 429, provider_error_code: "slow_down" },
  location: { pipe: "cv.score", node: "main/score", item: 2 },
  transport: { attempt: 3, calls: 6, request_id: "req_1", retry_state: "IN_PROGRESS" },
});

describe("the attributes of a failure", () => {
  it("have the conventions' names where there are some, and ours otherwise", () => {
    expect(toAttributes(report, transport)).toEqual({
      "error.type": "provider.rate_limited",
      "exception.type": "ProviderRateLimited",
      "exception.message": "The provider limits the rate.",
      "http.response.status_code": 429,
      "gen_ai.provider.name": "mistral_ai",
      "gen_ai.request.model": "m",
      "perdure.failure.category": "transient",
      "perdure.failure.retryable": true,
      "perdure.failure.domain": "runtime",
      "perdure.failure.retry_after_ms": 5000,
      "perdure.failure.user_action": "wait_and_retry",
      "perdure.failure.provider_error_code": "slow_down",
      "perdure.failure.pipe": "cv.score",
      "perdure.failure.node": "main/score",
      "perdure.failure.item": 2,
      "perdure.failure.attempt": 3,
      "perdure.failure.calls": 6,
      "perdure.failure.request_id": "req_1",
      "perdure.failure.retry_state": "IN_PROGRESS",
    });
  });

  it("hold the message of a failure of ours only, and in one place", () => {
    const foreign = readFailureReport({ code: "moon.full", message: "A sentence of somebody else." });
    expect(JSON.stringify(toAttributes(foreign))).not.toContain("sentence");
    const withMessage = Object.entries(toAttributes(report)).filter(([, value]) => value === report.message);
    expect(withMessage.map(([name]) => name)).toEqual(["exception.message"]);
  });

  it("keep a provider's name that the conventions do not list, and leave a status out that is none", () => {
    const strange = readFailureReport({
      code: "run.lost",
      provider: "our-gateway",
      provider_metadata: { status_code: 7 },
    });
    expect(toAttributes(strange)).toMatchObject({ "gen_ai.provider.name": "our-gateway" });
    expect(toAttributes(strange)).not.toHaveProperty("http.response.status_code");
  });

  it("are scalars for any report and any transport, and never throw", () => {
    fc.assert(
      fc.property(fc.oneof(anyReport, fc.anything()), fc.anything(), (any, beside) => {
        const attributes = toAttributes(any as FailureReport, beside as object);
        expect(attributes["error.type"]).toBeTypeOf("string");
        for (const value of Object.values(attributes)) expect(["string", "number", "boolean"]).toContain(typeof value);
      }),
    );
  });
});
