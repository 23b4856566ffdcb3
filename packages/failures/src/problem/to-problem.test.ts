import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFailure } from "../create-failure.ts";
import type { FailureReport } from "../report.ts";
import { anyReport } from "../testing/any-report.fixture.ts";
import { toProblem } from "./to-problem.ts";

const failure = createFailure("provider.rate_limited", {
  message: "The provider limits the rate (provider acme, model m, status 429).",
  retry_after_ms: 4100,
  model: "m",
  provider: "acme",
  provider_metadata: { status_code: 429, provider_error_code: "slow_down" },
  location: { pipe: "cv.score", node: "main/score", item: 2 },
  transport: { attempt: 3, request_id: "req_of_the_provider" },
});
const around = { instance: "urn:uuid:1", requestId: "req-1", runId: "run-1" } as const;

describe("a problem document", () => {
  it("has the members of the RFC, of the protocol and of the older vocabulary", () => {
    expect(toProblem(failure, around)).toEqual({
      status: 429,
      headers: { "content-type": "application/problem+json", "retry-after": "5" },
      body: {
        type: "https://mthds.ai/errors/provider.rate_limited",
        title: "The provider is limiting the rate of requests",
        status: 429,
        detail: failure.report.message,
        instance: "urn:uuid:1",
        code: "provider.rate_limited",
        domain: "runtime",
        retry: "yes",
        retry_after: 4.1,
        next_step: { kind: "wait", detail: "Wait a little, then run it again." },
        location: { pipe: "cv.score", node: "main/score", item: 2 },
        pipeline_run_id: "run-1",
        error_type: "ProviderRateLimited",
        error_category: "transient",
        error_domain: "runtime",
        retryable: true,
        user_action: { kind: "wait_and_retry", detail: "Wait a little, then run it again." },
        model: "m",
        provider: "acme",
        provider_metadata: { status_code: 429, provider_error_code: "slow_down" },
        request_id: "req-1",
        schema: 1,
      },
    });
  });

  it("shows strangers neither model nor provider, and still says how long to wait", () => {
    const { status, headers, body } = toProblem(failure, { ...around, disclosure: "strict" });
    expect({ status, headers }).toEqual({ status: 429, headers: toProblem(failure).headers });
    for (const name of ["model", "provider", "provider_metadata"]) expect(body).not.toHaveProperty(name);
    expect(JSON.stringify(body)).not.toContain("acme");
    expect(body).toMatchObject({
      detail: "The provider is limiting the rate of requests.",
      code: "provider.rate_limited",
      retryable: true,
      retry_after: 4.1,
      request_id: "req-1",
    });
  });

  it("lists the caller's errors in both modes", () => {
    const invalid = createFailure("method.invalid", {
      message: "One error.",
      validation_errors: [
        { code: "method.syntax", message: "A bracket is open.", location: { line: 3 }, suggestion: "Close it." },
      ],
    });
    const errors = [
      { code: "method.syntax", detail: "A bracket is open.", location: { line: 3 }, suggestions: ["Close it."] },
    ];
    expect(toProblem(invalid).body.errors).toEqual(errors);
    expect(toProblem(invalid, { disclosure: "strict" }).body.errors).toEqual(errors);
  });

  it("never says that a repeat can succeed where it is not retryable, and is frozen JSON without nulls", () => {
    const isPlain = (value: unknown): boolean =>
      typeof value !== "object" || (value !== null && Object.isFrozen(value) && Object.values(value).every(isPlain));
    fc.assert(
      fc.property(anyReport, fc.constantFrom("full", "strict"), (report, disclosure) => {
        const { status, headers, body } = toProblem(report, { disclosure });
        expect(body.retry === "yes").toBe(body.retryable);
        expect(body.retry === "outcome_unknown").toBe(report.category === "ambiguous");
        expect(body.status).toBe(status);
        expect(headers["retry-after"] ?? "0").toMatch(/^\d+$/u);
        expect(JSON.parse(JSON.stringify(body))).toEqual(body);
        expect(Object.isFrozen(body)).toBe(true);
        // What a later version wrote may have nulls; nothing of ours has.
        expect(Object.entries(body).every(([name, value]) => name === "extensions" || isPlain(value))).toBe(true);
      }),
    );
  });

  it("is an unexpected failure where there is no report, and never throws", () => {
    const report = new Proxy(
      {},
      {
        get: () => {
          throw new Error("no");
        },
      },
    );
    const foreign = { [Symbol.for("perdure.failure")]: true, report: { code: "run.lost", category: "x", title: 3n } };
    expect(toProblem(report as FailureReport).body.code).toBe("runtime.unexpected");
    expect(toProblem(foreign as unknown as FailureReport).body).toMatchObject({ code: "run.lost", retry: "no" });
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(toProblem(value as FailureReport).body.status).toBe(500);
      }),
    );
  });
});
