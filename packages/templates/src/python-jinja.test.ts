import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Json, TemplateCategory } from "./index.ts";
import { plain, render } from "./test-support/rendering.ts";

interface Expectations {
  readonly context: Record<string, Json>;
  readonly cases: readonly { readonly text: string; readonly category?: TemplateCategory; readonly out: string }[];
}

const { context, cases } = JSON.parse(
  readFileSync(new URL("__fixtures__/python-jinja.json", import.meta.url), "utf8"),
) as Expectations;

describe("a template prints what Jinja on Python prints", () => {
  const values = Object.fromEntries(Object.entries(context).map(([name, value]) => [name, plain(value)]));
  test.each(cases)("$text", ({ text, category, out }) => {
    expect(render(text, values, { category: category ?? "expression" })).toBe(out);
  });
});
