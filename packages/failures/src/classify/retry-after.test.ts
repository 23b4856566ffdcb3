import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDuration, retryAfterOf } from "./retry-after.ts";

const NOW = Date.UTC(2026, 0, 1);
const read = (headers: Record<string, string>): number | undefined =>
  retryAfterOf(
    (name) => headers[name],
    () => NOW,
  );

describe("a delay in headers", () => {
  it.each([
    ["milliseconds first", { "retry-after-ms": "250", "retry-after": "9" }, 250],
    ["Amazon's milliseconds", { "x-amz-retry-after": "1500" }, 1500],
    ["seconds", { "retry-after": " 7 " }, 7000],
    ["decimals", { "retry-after": "0.0001" }, 1],
    [
      "a date by the answer's clock",
      { "retry-after": "Thu, 01 Jan 2026 01:00:00 GMT", date: "Thu, 01 Jan 2026 00:59:00 GMT" },
      60_000,
    ],
    ["a two-digit year of the last century", { "retry-after": "Thursday, 01-Jan-99 00:00:00 GMT" }, 0],
    ["a date beyond a year", { "retry-after": "Thu, 01 Jan 2099 00:00:00 GMT" }, 366 * 86_400_000],
    ["words", { "retry-after": "later" }, undefined],
    ["a month that is none", { "retry-after": "Thu, 01 Foo 2026 00:00:00 GMT" }, undefined],
    ["nothing", {}, undefined],
    ["an empty value", { "retry-after": "" }, undefined],
  ])("%s", (_name, headers, expected) => {
    expect(read(headers)).toBe(expected);
  });

  it("is absent or a whole number of milliseconds, for any text", () => {
    const header = fc.constantFrom("retry-after", "retry-after-ms", "x-amz-retry-after");
    fc.assert(
      fc.property(
        header,
        fc.oneof(
          fc.string(),
          fc.double().map(String),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
        (name, value) => {
          const delay = read({ [name]: value });
          expect(delay === undefined || (Number.isInteger(delay) && delay >= 0)).toBe(true);
        },
      ),
    );
  });

  it.each([
    ["46s", 46_000],
    ["36077.57s", 36_077_570],
    ["6m0s", 360_000],
    ["1h2m3s", 3_723_000],
    ["12ms", 12],
    ["1m500ms", 60_500],
    ["", undefined],
    ["s", undefined],
    ["46", undefined],
  ])("the duration %j", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });
});
