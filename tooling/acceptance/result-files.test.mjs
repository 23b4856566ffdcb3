import { expect, it } from "vitest";
import { withoutVolatile } from "./result-files.mjs";

it("takes out of a page what is marked as volatile, and nothing else", () => {
  const page = (time, tokens) =>
    `<p>3 nodes · ${tokens} tokens <span data-volatile>run a · ${time}</span></p><b class="x" data-volatile title="${time}">${time}</b>`;
  expect(withoutVolatile(page("2 s", 7))).toBe("<p>3 nodes · 7 tokens </p>");
  expect(withoutVolatile(page("2 s", 7))).toBe(withoutVolatile(page("9 s", 7)));
  expect(withoutVolatile(page("2 s", 7))).not.toBe(withoutVolatile(page("2 s", 8)));
});
