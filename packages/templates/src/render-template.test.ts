import { describe, expect, test } from "vitest";
import { parseTemplate, renderTemplate } from "./index.ts";
import type { RenderOptions, Shape, TemplateCategory, TemplateValue } from "./index.ts";

const plain = (value: TemplateValue & { kind: "plain" } extends { value: infer V } ? V : never): TemplateValue => ({
  kind: "plain",
  value,
});
const stuff = (content: unknown, shape: Shape, concept = "demo.Thing", name = "x"): TemplateValue => ({
  kind: "stuff",
  name,
  concept,
  content: content as never,
  shape,
});

const OPTIONS: RenderOptions = { tag_style: "xml", text_format: "plain" };

function render(
  text: string,
  context: Record<string, TemplateValue> = {},
  options: Partial<RenderOptions> = {},
  category: TemplateCategory = "basic",
): string {
  const parsed = parseTemplate(text, { category });
  if (!parsed.ok) throw new Error(`${parsed.problem.code} at ${parsed.problem.offset}: ${parsed.problem.message}`);
  return renderTemplate(parsed.template, context, { ...OPTIONS, ...options });
}

describe("smoke", () => {
  const context = {
    name: stuff({ text: "Ada" }, { kind: "text" }, "native.Text", "name"),
    score: stuff(
      { score: 80, ratio: 5, ok: true, note: null, tags: ["a", "b's"] },
      {
        kind: "structured",
        fields: {
          score: { kind: "integer" },
          ratio: { kind: "number" },
          ok: { kind: "boolean" },
          note: { kind: "text" },
          tags: { kind: "list", item: { kind: "text" } },
        },
      },
    ),
    n: plain(3),
  };
  test.each([
    ["Hello $name.", "Hello Ada."],
    ["@name", "<name>\nAda\n</name>"],
    ["@?missing|", "|"],
    ["a@name $100 $$x @@y", "a@name $100 $x @y"],
    [
      "{{ score.score }} {{ score.ratio }} {{ score.ok }} {{ score.note }} {{ score.tags }}",
      "80 5.0 True None ['a', \"b's\"]",
    ],
    ["{{ 'pass' if score.score >= 80 else 'fail' }}", "pass"],
    [
      "{% for t in score.tags %}{{ loop.index }}:{{ t|upper }}{% if not loop.last %}, {% endif %}{% endfor %}",
      "1:A, 2:B'S",
    ],
    ["{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, b=name) }}", "1-21-Ada"],
    [
      "{{ n / 2 }} {{ n // 2 }} {{ 2 ** 3 }} {{ 7 % -3 }} {{ 1e16 }} {{ 0.1 + 0.2 }}",
      "1.5 1 8 -2 1e+16 0.30000000000000004",
    ],
    ["{{ score }}", "- score: 80\n- ratio: 5.0\n- ok: True\n- note: None\n- tags:\n  - a\n  - b's"],
  ])("%s", (text, expected) => {
    expect(render(text, context)).toBe(expected);
  });
});
