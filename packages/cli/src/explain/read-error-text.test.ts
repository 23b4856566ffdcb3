import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFailure, isFailureError } from "@perdure/failures";
import { classify } from "@perdure/failures/all";
import { failureDocument } from "@perdure/failures/cli";
import { toProblem } from "@perdure/failures/problem";
import { readErrorText } from "./read-error-text.ts";

const codeOf = (text: string, status?: number): string => classify(readErrorText(text, status).error).report.code;
const QUOTA = { error: { code: "insufficient_quota", message: "…" } };

describe("an error that was written down", () => {
  const failure = createFailure("model.unknown", { message: "There is no model x.", transport: { attempt: 2 } });

  it.each([
    ["as perdure prints it", JSON.stringify(failureDocument(failure))],
    ["as Node prints it", JSON.stringify(failure)],
    ["as a report", JSON.stringify(failure.report)],
    ["as a problem document", JSON.stringify(toProblem(failure).body)],
  ])("keeps its verdict %s", (_form, text) => {
    expect(classify(readErrorText(text).error).report).toEqual(failure.report);
  });

  it("is classified where it is the JSON of any error, or a list of one", () => {
    const error = { name: "AI_APICallError", statusCode: 429, responseBody: JSON.stringify(QUOTA) };
    expect(codeOf(JSON.stringify(error))).toBe("provider.quota_exhausted");
    expect(codeOf(JSON.stringify([error]))).toBe("provider.quota_exhausted");
  });

  it("is classified where it is an HTTP answer, the last one that the text holds", () => {
    const answer = `HTTP/2 429\r\nretry-after: 7\r\n\r\n${JSON.stringify(QUOTA)}`;
    expect(codeOf(answer)).toBe("provider.quota_exhausted");
    expect(codeOf(`HTTP/1.1 200 Connection established\n\n${answer}`)).toBe("provider.quota_exhausted");
    const plain = readErrorText("HTTP/1.1 503 Service Unavailable\nRetry-After: 7\n\n<html>").error;
    expect(classify(plain).report).toMatchObject({ code: "provider.unavailable", retry_after_ms: 7000 });
    expect(codeOf("HTTP/1.1 401 Unauthorized")).toBe("provider.credential_refused");
  });

  it("is a body alone, of the status that is given or of a success, which is said", () => {
    expect(codeOf(JSON.stringify({ message: "" }), 429)).toBe("provider.rate_limited");
    expect(readErrorText(JSON.stringify(QUOTA)).note).toContain("--status");
    expect(codeOf(JSON.stringify(QUOTA))).toBe("provider.quota_exhausted");
  });

  it.each([
    ["nothing", " \n"],
    ["no JSON", "Error: boom"],
    ["broken JSON", '{"status": 4,\n "a" 1}'],
    ["a number", "12"],
    ["null", "null"],
    ["a list of two", "[{},{}]"],
  ])("is refused where the text is %s", (_what, text) => {
    expect(() => readErrorText(text)).toThrow(
      expect.objectContaining({ report: expect.objectContaining({ code: "request.invalid" }) }),
    );
  });

  it("says where JSON ends", () => {
    expect(() => readErrorText('{"status": 4,\n "a" 1}')).toThrow(/line 2, column 6/u);
  });

  it("ends in an error or in a coded refusal, for any text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `HTTP/1.1 500\n${text}`),
        ),
        (text) => {
          try {
            readErrorText(text);
          } catch (error) {
            expect(isFailureError(error) && error.report.code).toBe("request.invalid");
          }
        },
      ),
    );
  });
});
