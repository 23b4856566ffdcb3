import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCodeFacts } from "./code-families.ts";
import { createFailure } from "./create-failure.ts";
import { findFailureReport, readFailureReport, readFailureTransport } from "./read-report.ts";
import { CATEGORIES } from "./report.ts";
import { anyReport, anyReportJson } from "./testing/any-report.fixture.ts";

describe("the reader of reports", () => {
  it("keeps members of a later version and a code that it does not know", () => {
    const read = readFailureReport({
      schema: 7,
      code: "provider.exhausted_by_moon",
      category: "transient",
      message: "The moon.",
      phase: { of: ["moon"] },
    });
    expect(read).toMatchObject({
      schema: 1,
      code: "provider.exhausted_by_moon",
      category: "transient",
      retryable: true,
      domain: "runtime",
      title: "provider.exhausted_by_moon",
      type_uri: "https://mthds.ai/errors/provider.exhausted_by_moon",
      phase: { of: ["moon"] },
    });
  });

  it("never reads a repeat into a category that it does not know", () => {
    const read = readFailureReport({ code: "provider.rate_limited", category: "tidal", retryable: true });
    expect(read).toMatchObject({ category: "unknown", retryable: false });
    expect(read).not.toHaveProperty("domain");
  });

  it("fills a truncated report from the table", () => {
    const { report } = createFailure("model.context_exceeded", { message: "x" });
    expect(readFailureReport({ code: "model.context_exceeded" })).toEqual({ ...report, message: report.title });
  });

  it("reads members of the wrong type as absent, and numbers that a store turned into texts", () => {
    const read = readFailureReport({
      code: "run.lost",
      message: 3,
      retry_after_ms: "1500",
      user_action: { kind: "wait_and_retry" },
      provider_metadata: { status_code: "503", provider_error_code: null },
      location: { node: 9, line: "4", path: "main" },
      validation_errors: [{ message: "no code" }, { code: "method.syntax", message: "bad", location: { line: 2 } }, 7],
    });
    expect(read).toMatchObject({
      retry_after_ms: 1500,
      user_action: { kind: "read_run" },
      provider_metadata: { status_code: 503 },
      location: { line: 4 },
      validation_errors: [{ code: "method.syntax", message: "bad", location: { line: 2 } }],
    });
    expect(read.message).toBe(read.title);
  });

  it("reads an action of a later version as unknown and keeps its sentence", () => {
    const user_action = { kind: "dance", detail: "Dance." };
    expect(readFailureReport({ code: "run.lost", user_action }).user_action).toEqual({
      kind: "unknown",
      detail: "Dance.",
    });
  });

  it("never throws, and makes an unexpected failure of what is no report", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(readFailureReport(value).schema).toBe(1);
        expect(readFailureTransport(value)).toBeTypeOf("object");
      }),
    );
    expect(readFailureReport({ code: "../../etc" }).code).toBe("runtime.unexpected");
    expect(findFailureReport({ code: 3 })).toBeUndefined();
  });

  it("reads a code that it does not know as its family, unless the report says more", () => {
    expect(readFailureReport({ code: "auth.credential_expired" })).toMatchObject({
      category: "configuration",
      domain: "config",
      retryable: false,
      user_action: { kind: "check_credentials" },
    });
    expect(readFailureReport({ code: "account.rate_limited", category: "transient" }).retryable).toBe(true);
    expect(readFailureReport({ code: "moon.full" })).toMatchObject({ category: "unknown", retryable: false });
  });

  it.each([
    ["a text of 7 characters", '{"code"'],
    ["nothing", undefined],
    ["nothing", null],
    ["a number", 7],
    ["a list", ["x"]],
    ["an object without a code", { message: "sk-CANARY" }],
    ["an object whose code is none", { code: "sk-CANARY" }],
  ])("says that %s was found in the place of a report, and nothing of what was in it", (found, value) => {
    const { code, message } = readFailureReport(value);
    expect(code).toBe("runtime.unexpected");
    expect(message).toContain(found);
    expect(message).not.toContain("CANARY");
  });

  it("reads a delay as whole milliseconds, never shorter, and one that no number holds as none", () => {
    const delays = [1.2, "1500", -1, 2 ** 60, Number.NaN].map(
      (retry_after_ms) => readFailureReport({ code: "run.lost", retry_after_ms }).retry_after_ms,
    );
    expect(delays).toEqual([2, 1500, undefined, undefined, undefined]);
  });

  it("reads a place that cannot be as none", () => {
    const location = { item: -1, line: 0, column: 1.5, node: "main" };
    expect(readFailureReport({ code: "run.lost", location }).location).toEqual({ node: "main" });
  });

  it("invites a repeat only where the record or the table says so, whatever else is in it", () => {
    fc.assert(
      fc.property(anyReportJson, (json) => {
        const { category, code, retryable } = readFailureReport(json);
        const known = CATEGORIES.find((one) => one === json["category"]);
        const said =
          "category" in json && json["category"] !== undefined ? (known ?? "unknown") : readCodeFacts(code).category;
        expect(category).toBe(said);
        expect(retryable).toBe(category === "transient");
      }),
    );
  });

  it("changes nothing in what it has read once, nor in its JSON", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(readFailureReport(report)).toEqual(report);
        expect(readFailureReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
      }),
    );
  });

  it("does not let a member change a prototype", () => {
    const read = readFailureReport(
      JSON.parse('{"code":"run.lost","__proto__":{"category":"transient"},"constructor":1}'),
    );
    expect(Object.getPrototypeOf(Object.getPrototypeOf(read))).toBeNull();
    expect(read.category).toBe("ambiguous");
  });
});
