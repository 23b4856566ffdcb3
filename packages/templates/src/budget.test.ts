import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_BUDGET } from "./index.ts";
import type { Json } from "./index.ts";
import { plain, problem, render } from "./test-support/rendering.ts";

const big = plain("x".repeat(1_000_000));

describe("the work of a rendering is bounded", () => {
  test.each([
    "{{ 'x' * 999999999999 }}",
    "{{ [1] * 999999999999 }}",
    "{{ 'x' | center(9999999999) }}",
    "{{ 'x'.ljust(9999999999) }}",
    "{{ 'x'.zfill(9999999999) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ 'a\nb' | indent(9999999999) }}",
    "{{ [1] | batch(9999999999, 0) }}",
    "{{ [1] | slice(9999999999) }}",
    "{% set s = 'xxxxxxxxxx' * 1000 %}{{ s.replace('x', s).replace('x', s) }}",
    "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
    "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
    "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(s=[1], t=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% set ns.t = [ns.t, ns.t] %}{% endfor %}{{ ns.s == ns.t }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{{ big == (big ~ '') }}{% endfor %}",
    "{% for a in range(99999) %}{% if 'y' in big %}{% endif %}{% endfor %}",
    "{% for a in range(99999) %}{% set x = big | int %}{% endfor %}",
  ])("%s", (source) => {
    expect(problem(source, { big }).code).toBe("template.budget_exceeded");
  });

  test("to what the caller says", () => {
    expect(render("{{ 'x' * 100 }}", {}, { budget: 2000 })).toHaveLength(100);
    expect(problem("{{ 'x' * 10000 }}", {}, { budget: 2000 }).code).toBe("template.budget_exceeded");
    expect(problem("x", {}, { budget: Number.NaN }).code).toBe("template.budget_exceeded");
  });

  test("and generous enough for a long document", () => {
    const document = plain("word ".repeat(2_000_000));
    expect(render("$document {{ document | upper }}", { document }).length).toBe(20_000_001);
    expect(DEFAULT_BUDGET).toBe(134_217_728);
  });

  test("so that no output is longer than the budget", () => {
    const step = fc.constantFrom(
      "ns.s ~ ns.s",
      "ns.s * 3",
      "ns.s | replace('x', 'xyx')",
      "ns.s | center(50)",
      "ns.s | list | join('--')",
    );
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 100, max: 20_000 }),
        (steps, budget) => {
          const source = `{% set ns = namespace(s='x') %}${steps.map((value) => `{% set ns.s = ${value} %}`).join("")}{{ ns.s }}`;
          try {
            expect(render(source, {}, { budget }).length).toBeLessThanOrEqual(budget);
          } catch (error) {
            expect(error).toMatchObject({ code: "template.budget_exceeded" });
          }
        },
      ),
    );
  });
});

describe("the depth of a rendering is bounded", () => {
  const nested = (depth: number): Json => {
    let value: Json = 1;
    for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
    return value;
  };

  test.each([
    `{{ ${"(".repeat(5000)}1${")".repeat(5000)} }}`,
    `{{ ${"not ".repeat(5000)}1 }}`,
    `{{ ${"-".repeat(5000)}1 }}`,
    `{{ x${".a".repeat(5000)} }}`,
    `{{ 1${" + 1".repeat(5000)} }}`,
    `{{ 1${" | string".repeat(5000)} }}`,
    `${"{% if 1 %}".repeat(5000)}${"{% endif %}".repeat(5000)}`,
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
  ])("%#", (source) => {
    expect(problem(source, { x: plain(1) }).code).toBe("template.too_deep");
  });

  test("for data too", () => {
    const deep = plain(nested(20_000));
    for (const source of [
      "{{ deep }}",
      "{{ deep | tojson }}",
      "{{ deep | format('json') }}",
      "{{ deep | format('html') }}",
      "{{ deep == other }}",
    ]) {
      expect(problem(source, { deep, other: deep }).code, source).toBe("template.too_deep");
    }
    expect(render("{{ ok }}", { ok: plain(nested(100)) })).toContain("[1]");
  });
});
