import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReport } from "../create-failure.ts";
import type { FailureReport } from "../report.ts";
import { anyReport } from "../testing/any-report.fixture.ts";
import { redactReport } from "./redact-report.ts";

describe("a redacted report", () => {
  it("is redacted once and for all", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const redacted = redactReport(report);
        expect(redactReport(redacted)).toEqual(redacted);
      }),
    );
  });

  it("keeps identity, verdict and delay, and adds nothing", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { schema, code, category, domain, retryable, retry_after_ms } = report;
        const redacted = redactReport(report);
        expect(redacted).toMatchObject({
          schema,
          code,
          category,
          retryable,
          user_action: { kind: report.user_action.kind },
        });
        expect([redacted.domain, redacted.retry_after_ms]).toEqual([domain, retry_after_ms]);
        expect(Object.keys(redacted).filter((name) => !(name in report))).toEqual([]);
        for (const name of ["model", "provider", "provider_metadata", "later"])
          expect(redacted).not.toHaveProperty(name);
      }),
    );
  });

  it.each<[string, FailureReport, string]>([
    [
      "the caller's own input",
      createReport("input.missing", { message: "The input cv is missing." }),
      "The input cv is missing.",
    ],
    [
      "a provider's refusal of it",
      createReport("model.content_refused", {
        message: "Refused (provider acme, model m).",
        model: "m",
        provider: "acme",
      }),
      "The provider refused the content.",
    ],
    [
      "a refusal by status alone",
      createReport("perdure.provider_request_refused", {
        message: "No (400).",
        provider_metadata: { status_code: 400 },
      }),
      "The provider refused the request.",
    ],
    [
      "the operator's configuration",
      createReport("perdure.configuration_invalid", { message: "The key acme.base_url is none." }),
      "A configuration value is not valid.",
    ],
    [
      "what a function threw",
      createReport("perdure.function_failed", { message: "Function f threw: sk-CANARY" }),
      "A function of the project threw an error.",
    ],
    [
      "a file of the host",
      createReport("input.file_unreadable", { message: "The file /srv/private/cv.pdf cannot be read." }),
      "An input file cannot be read.",
    ],
  ])("says of %s what was written for the caller, or the title", (_name, report, message) => {
    expect(redactReport(report).message).toBe(message);
  });

  it("gives the step of the table for its kind, and a general one for a kind of the raise site", () => {
    const ours = createReport("provider.credential_refused", {
      message: "x",
      user_action: { kind: "check_credentials", detail: "Set ACME_KEY." },
    });
    expect(redactReport(ours).user_action.detail).toBe(
      "Check that the provider's key is set, valid and allowed to use the model.",
    );
    const other = createReport("runtime.misconfigured", {
      message: "x",
      user_action: { kind: "check_credentials", detail: "Check the key of proxy.internal." },
    });
    expect(redactReport(other).user_action).toEqual({ kind: "check_credentials", detail: "Check the credential." });
  });

  it("keeps the caller's own errors, and of their places what is the caller's", () => {
    const report = createReport("method.invalid", {
      message: "Two errors.",
      location: { file: "/srv/methods/cv.mthds", line: 3, pipe: "cv.main" },
      validation_errors: [
        { code: "method.syntax", message: "A bracket is open.", location: { file: "cv.mthds", line: 3 } },
        { code: "method.not_found", message: "Nothing at C:\\methods\\a.", location: { file: "C:\\methods\\a" } },
        { code: "method.invalid", message: "x", suggestion: "Look at ~/methods/a", category: "file:///a" },
      ],
    });
    expect(redactReport(report)).toMatchObject({
      message: "Two errors.",
      location: { line: 3, pipe: "cv.main" },
      validation_errors: [
        { code: "method.syntax", message: "A bracket is open.", location: { file: "cv.mthds", line: 3 } },
        { code: "method.not_found", message: "There is no method at this place." },
        { code: "method.invalid", message: "x" },
      ],
    });
    expect(JSON.stringify(redactReport(report))).not.toMatch(/srv|methods|~|file:/u);
  });

  it("names no place of the host, wherever it stands in the report", () => {
    const segment = fc.stringMatching(/^[a-zA-Z0-9._-]{1,8}$/u);
    const segments = fc.array(segment, { minLength: 1, maxLength: 4 });
    const around = fc.constantFrom(
      ["", ""],
      ["The file ", " is gone."],
      ["'", "'"],
      ["at ", ":12:3"],
      ["(", ")"],
      ["path=", ""],
    );
    const hostPath = fc.oneof(
      segments.map((parts) => `/CANARY/${parts.join("/")}`),
      segments.map((parts) => `~/CANARY/${parts.join("/")}`),
      segments.map((parts) => `C:\\CANARY\\${parts.join("\\")}`),
      segments.map((parts) => `\\\\host\\CANARY\\${parts.join("\\")}`),
      segments.map((parts) => `file:///CANARY/${parts.join("/")}`),
    );
    fc.assert(
      fc.property(anyReport, hostPath, around, (report, path, [before, after]) => {
        const text = `${before}${path}${after}`;
        const location = { node: text, pipe: text, path: [text, "main"], file: text, line: 1 };
        const planted = {
          ...report,
          message: text,
          title: text,
          error_type: text,
          type_uri: text,
          location,
          user_action: { ...report.user_action, detail: text },
          validation_errors: [{ code: "input.invalid", message: text, category: text, suggestion: text, location }],
        };
        expect(JSON.stringify(redactReport(planted))).not.toContain("CANARY");
      }),
    );
  });

  it("keeps what looks like no path: pipes, types, fractions and addresses", () => {
    const message = "main/analyse[2] is text/plain, 1/2 of https://example.invalid/a/b at 12:30.";
    expect(redactReport(createReport("input.invalid", { message })).message).toBe(message);
  });

  it("is a report whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(redactReport(value as FailureReport).schema).toBe(1);
      }),
    );
  });
});
