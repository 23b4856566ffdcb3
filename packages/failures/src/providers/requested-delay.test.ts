import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "../all/index.ts";

const NOW = Date.UTC(2026, 0, 1);
const delayOf = (headers: Record<string, string>, message = ""): number | undefined =>
  classify({ status: 429, headers, body: JSON.stringify({ error: { message } }) }, { now_ms: NOW }).report
    .retry_after_ms;

describe("the delay that an answer asks for elsewhere than in Retry-After", () => {
  it.each([
    [
      "is the longest of the dimensions that are used up",
      {
        "x-ratelimit-remaining-tokens": "0",
        "x-ratelimit-reset-tokens": "1s",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "12ms",
      },
      1000,
    ],
    [
      "is not the reset of a dimension with something left",
      { "x-ratelimit-remaining-tokens": "5", "x-ratelimit-reset-tokens": "6m0s" },
      undefined,
    ],
    [
      "is absent where the reset cannot be read",
      { "anthropic-ratelimit-tokens-remaining": "0", "anthropic-ratelimit-tokens-reset": "soon" },
      undefined,
    ],
    [
      "is measured by the answer's own clock",
      {
        date: "Thu, 01 Jan 2026 01:00:00 GMT",
        "anthropic-ratelimit-tokens-remaining": "0",
        "anthropic-ratelimit-tokens-reset": "2026-01-01T01:00:07Z",
      },
      7000,
    ],
    [
      "is absent where a plain reset cannot be read",
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "x" },
      undefined,
    ],
  ])("%s", (_name, headers, expected) => {
    expect(delayOf(headers)).toBe(expected);
  });

  it("is what Retry-After says where both say something", () => {
    expect(delayOf({ "retry-after": "3" }, "Please try again in 20s.")).toBe(3000);
  });

  it.each([
    ["Please try again in 6m0s.", 360_000],
    ["Please retry after 1.5 seconds.", 1500],
    ["Retry in 2h", 7_200_000],
    ["Please try again later.", undefined],
    ["Please try again in a while.", undefined],
    ["try again in 9999999999999s", undefined],
  ])("is read from the sentence %j", (sentence, expected) => {
    expect(delayOf({}, sentence)).toBe(expected);
  });

  it("is absent or a whole number from 0 on, for any sentence", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const delay = delayOf({}, `${before} try again in ${after}`);
        expect(delay === undefined || (Number.isSafeInteger(delay) && delay >= 0)).toBe(true);
      }),
    );
  });
});
