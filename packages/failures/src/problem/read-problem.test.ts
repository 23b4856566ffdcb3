import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "../all/index.ts";
import { createFailure } from "../create-failure.ts";
import { FailureError } from "../failure-error.ts";
import { mayAutoRetry } from "../retry.ts";
import { anyReport } from "../testing/any-report.fixture.ts";
import { FAILURE_FIXTURES } from "../testing/failure-fixtures.ts";
import { fixtureContext, fixtureError } from "../testing/fixture-error.ts";
import { readProblem } from "./read-problem.ts";
import { toProblem } from "./to-problem.ts";

const codeOf = (body: unknown, context = {}): string => readProblem(body, context).report.code;

describe("a problem document of ours", () => {
  it("gives every fixture's report back, as a text and as data", () => {
    for (const fixture of FAILURE_FIXTURES) {
      const { report } = classify(fixtureError(fixture, "ai-sdk"), fixtureContext(fixture));
      const { status, headers, body } = toProblem(report, { instance: "urn:x", requestId: "r", runId: "run" });
      for (const form of [body, JSON.stringify(body)]) {
        const reading = readProblem(form, { status, headers });
        expect(reading.report).toEqual(report);
        expect(reading).toMatchObject({ transport: { request_id: "r" }, isProblem: true, runId: "run" });
      }
    }
  });

  it("gives back any report at all, members of later versions too", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { status, headers, body } = toProblem(report);
        expect(readProblem(JSON.stringify(body), { status, headers }).report).toEqual(report);
      }),
    );
  });

  it("gives the redacted report back where it was strict, with the delay", () => {
    const failure = createFailure("provider.rate_limited", { message: "x", retry_after_ms: 1, provider: "acme" });
    const { status, headers, body } = toProblem(failure, { disclosure: "strict" });
    const { report } = readProblem(body, { status, headers });
    expect(report).toMatchObject({ code: "provider.rate_limited", category: "transient", retry_after_ms: 1 });
    expect(report).not.toHaveProperty("provider");
  });

  it("is an error to throw", () => {
    const reading = readProblem(toProblem(createFailure("run.lost", { message: "Lost." }), { requestId: "r-1" }).body);
    expect(new FailureError(reading)).toMatchObject({ message: "Lost.", transport: { request_id: "r-1" } });
  });
});

describe("a problem document of another writer", () => {
  const protocol = {
    type: "https://mthds.ai/errors/auth.forbidden",
    title: "The credential does not permit this",
    status: 403,
    detail: "The key may not start runs.",
    code: "auth.forbidden",
    domain: "account",
    retry: "no",
    next_step: { kind: "request_access", detail: "Ask for the scope." },
    params: { scope: "runs" },
    errors: [{ code: "auth.forbidden", detail: "No scope.", suggestions: ["runs", "all"], location: { field: "x" } }],
  };

  it("is read by the protocol's members alone, its others kept", () => {
    expect(readProblem(protocol).report).toMatchObject({
      code: "auth.forbidden",
      category: "configuration",
      domain: "config",
      retryable: false,
      title: protocol.title,
      message: protocol.detail,
      type_uri: protocol.type,
      user_action: { kind: "check_credentials", detail: "Ask for the scope." },
      params: { scope: "runs" },
      validation_errors: [{ code: "auth.forbidden", message: "No scope.", suggestion: "runs, all" }],
    });
  });

  it("of a code that is not in the table says itself whether a repeat can succeed", () => {
    const categoryOf = (retry: unknown): string => readProblem({ ...protocol, retry }).report.category;
    expect(["yes", "outcome_unknown", "no", "perhaps", 3, null].map(categoryOf)).toEqual([
      "transient",
      "ambiguous",
      "configuration",
      "configuration",
      "configuration",
      "configuration",
    ]);
  });

  it.each([
    [{ code: "provider.rate_limited", retry: "no" }, "unknown"],
    [{ code: "provider.rate_limited", retry: "perhaps" }, "unknown"],
    [{ code: "provider.rate_limited", retry: null }, "unknown"],
    [{ code: "provider.rate_limited", retry: "outcome_unknown" }, "ambiguous"],
    [{ code: "provider.rate_limited", retry: "yes", retryable: false }, "unknown"],
    [{ code: "provider.rate_limited", retry: "yes", error_category: "tidal" }, "unknown"],
    [{ code: "provider.rate_limited", retry: "yes", error_category: "content" }, "content"],
    [{ code: "provider.rate_limited" }, "transient"],
    [{ code: "provider.outcome_unknown", retry: "yes" }, "ambiguous"],
    [{ code: "provider.outcome_unknown", retry: "no" }, "unknown"],
    [{ code: "model.output_schema_mismatch", retry: "yes" }, "content"],
    [{ code: "run.lost", error_category: "transient", retry: "outcome_unknown" }, "ambiguous"],
  ])("%j is %s: a repeat is invited only where nothing forbids it", (document, category) => {
    expect(readProblem(document).report.category).toBe(category);
  });

  it("never invites a repeat that its own verdict refuses", () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom("no", "later", null, 1), (report, retry) => {
        const reading = readProblem({ ...toProblem(report).body, retry });
        expect(mayAutoRetry(reading.report, "pure")).toBe(false);
      }),
    );
  });

  it("of the older vocabulary alone keeps what it says, under the code of an unexpected failure", () => {
    const older = {
      type: "https://docs.example/errors/llm-completion-error/",
      title: "Completion failed",
      detail: "The model is busy.",
      error_type: "LLMCompletionError",
      error_category: "transient",
      retryable: true,
      provider_metadata: { status_code: "429", retry_after_seconds: 2.5 },
      validation_errors: [
        { category: "dry_run", message: "No." },
        { code: "method.syntax", message: "Open." },
      ],
    };
    expect(readProblem(older).report).toMatchObject({
      code: "runtime.unexpected",
      category: "transient",
      error_type: "LLMCompletionError",
      type_uri: older.type,
      message: older.detail,
      retry_after_ms: 2500,
      provider_metadata: { status_code: 429 },
      validation_errors: [
        { code: "dry_run", message: "No." },
        { code: "method.syntax", message: "Open." },
      ],
    });
  });

  it("cannot give a report members by the names of others", () => {
    const document = JSON.parse(
      '{"code":"run.lost","extensions":{"category":"transient","retryable":true,"__proto__":{"x":1}}}',
    );
    const { report } = readProblem(document);
    expect(report).toMatchObject({ category: "ambiguous", retryable: false });
    expect(Object.getPrototypeOf(Object.getPrototypeOf(report))).toBeNull();
  });

  it("takes an absent delay from the headers, where waiting can help", () => {
    const delayOf = (document: object, headers: unknown): number | undefined =>
      readProblem(document, { headers, nowMs: 0 }).report.retry_after_ms;
    const rate = { code: "provider.rate_limited", retry: "yes" };
    expect(delayOf(rate, { "Retry-After": "7" })).toBe(7000);
    expect(delayOf(rate, new Headers({ "retry-after": "Thu, 01 Jan 1970 00:00:09 GMT" }))).toBe(9000);
    expect(delayOf({ ...rate, retry_after: 0.25 }, { "retry-after": "7" })).toBe(250);
    expect(delayOf({ code: "input.missing" }, { "retry-after": "7" })).toBeUndefined();
    expect(delayOf(rate, { "retry-after": "later" })).toBeUndefined();
  });

  it("is a matter of capacity where the headers ask for a delay beyond the ceiling", () => {
    const reading = readProblem({ code: "provider.rate_limited" }, { headers: { "retry-after": "3601" } });
    expect(reading.report).toMatchObject({ category: "capacity", retryable: false, retry_after_ms: 3_601_000 });
  });
});

describe("an answer that is no problem document", () => {
  const page = "<html><body>502 Bad Gateway</body></html>";

  it.each([
    [{ status: 405 }, "request.method_not_allowed", "content"],
    [{ status: 503 }, "runtime.unavailable", "transient"],
    [{ status: 502 }, "client.response_unreadable", "unknown"],
    [{ status: 429 }, "client.response_unreadable", "unknown"],
    [{ status: 200 }, "client.response_unreadable", "unknown"],
    [{}, "client.response_unreadable", "unknown"],
    [{ status: 503, createsRun: true }, "client.outcome_unknown", "ambiguous"],
    [{ status: 504, createsRun: true }, "client.outcome_unknown", "ambiguous"],
    [{ status: 405, createsRun: true }, "request.method_not_allowed", "content"],
    [{ status: 404, createsRun: true }, "client.response_unreadable", "unknown"],
  ])("with %j is read as %s", (context, code, category) => {
    const { report, isProblem } = readProblem(page, context);
    expect({ code: report.code, category: report.category, isProblem }).toEqual({ code, category, isProblem: false });
    expect(JSON.stringify(report)).not.toContain("Gateway");
  });

  it("takes delay and request id from the headers", () => {
    const headers = { "retry-after": "5", "x-request-id": "abc" };
    expect(readProblem("", { status: 503, headers })).toMatchObject({
      report: { code: "runtime.unavailable", retry_after_ms: 5000 },
      transport: { request_id: "abc" },
    });
  });

  it.each([
    ["nothing", ""],
    ["a page", page],
    ["cut JSON", '{"code":"run.lo'],
    ["a list", "[]"],
    ["a word", '"run.lost"'],
    ["null", "null"],
    ["another server's error", '{"error":{"code":"rate_limited","message":"x"}}'],
    ["another RFC 9457 document", '{"type":"about:blank","title":"Gone","status":410,"detail":"x"}'],
    ["a code that is none", '{"code":"NOT_FOUND","message":"x"}'],
    ["a deep nest", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["an endless text", "x".repeat(1_000_001)],
  ])("is %s", (_name, body) => {
    expect(codeOf(body, { status: 410 })).toBe("client.response_unreadable");
  });

  it("is not what a document with strange members is: what is strange reads as absent", () => {
    const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    const document = {
      code: "run.lost",
      type: 3,
      title: null,
      detail: [],
      status: "500",
      retry: "outcome_unknown",
      retry_after: "1e999",
      next_step: null,
      location: "main",
      errors: { 0: 1 },
      user_action: [],
      provider_metadata: "x",
      deep: "DEEP",
    };
    expect(
      readProblem(JSON.stringify(document).replace('"1e999"', "1e999").replace('"DEEP"', deep)).report,
    ).toMatchObject({
      code: "run.lost",
      category: "ambiguous",
      title: "The outcome of the run is lost",
      user_action: { kind: "read_run" },
      deep: { a: {} },
    });
    expect(readProblem({ ...document, request_id: "has space" }).transport).toEqual({});
  });
});

describe("the reader of answers", () => {
  it("never throws, whatever body, status and headers are", () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const throwing = new Proxy(
      {},
      {
        get: () => {
          throw new Error("no");
        },
        ownKeys: () => {
          throw new Error("no");
        },
      },
    );
    for (const hostile of [revoked.proxy, throwing]) {
      expect(readProblem(hostile, { headers: hostile }).isProblem).toBe(false);
      expect(readProblem({ code: "run.lost", retry: hostile, extensions: hostile, errors: [hostile] }).isProblem).toBe(
        true,
      );
    }
    const member = fc.constantFrom(
      "code",
      "retry",
      "errors",
      "location",
      "extensions",
      "user_action",
      "retry_after",
      "next_step",
    );
    const document = fc.dictionary(member, fc.oneof(fc.anything(), fc.constantFrom("run.lost", "yes", "auth.x")));
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), document),
        fc.anything(),
        fc.integer(),
        fc.boolean(),
        (body, headers, status, createsRun) => {
          const { report } = readProblem(body, { headers, status, createsRun });
          expect(JSON.parse(JSON.stringify(report))).toEqual(report);
          if (report.retryable) expect(typeof body === "object" ? body : status).not.toBeNull();
        },
      ),
    );
  });
});
