import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFailure } from "./create-failure.ts";
import { findFailureReport, readFailureReport, readFailureTransport } from "./read-report.ts";

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

  it("does not let a member change a prototype", () => {
    const read = readFailureReport(
      JSON.parse('{"code":"run.lost","__proto__":{"category":"transient"},"constructor":1}'),
    );
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(read.category).toBe("ambiguous");
  });
});
