import { describe, expect, test } from "vitest";
import { parsed } from "../test-support/rendering.ts";

const found = (source: string) =>
  parsed(source).variables.map(({ root, path, optional }) => [root, ...path].join(".") + (optional ? "?" : ""));

describe("the variables of a template", () => {
  test.each<[string, string[]]>([
    ["$a @b.c @?d.e", ["a", "b.c", "d.e?", "d.e?"]],
    ["{{ a.b['c'].d }} {{ a[0].x }} {{ a[i] }}", ["a.b.c.d", "a", "a", "i"]],
    ["{% for p in pages %}{{ p.title }}{{ loop.index }}{% endfor %}{{ p }}", ["pages", "p"]],
    ["{% for k, v in d.items() %}{{ k }}{{ v }}{% else %}{{ k }}{% endfor %}", ["d.items", "k"]],
    ["{{ x }}{% set x = y %}{{ x }}", ["x", "y"]],
    ["{% for a in b %}{% set c = 1 %}{{ c }}{% endfor %}{{ c }}", ["b", "c"]],
    ["{% macro m(a, b=z) %}{{ a }}{{ b }}{{ q }}{% endmacro %}{{ m(1) }}", ["z", "q"]],
    ["{% call(x) m() %}{{ x }}{{ y }}{% endcall %}", ["m", "y"]],
    ["{% with a = b %}{{ a }}{% endwith %}{{ a }}", ["b", "a"]],
    ["{% set x %}{{ y }}{% endset %}{{ x }}", ["y"]],
    ["{{ range(n) }}{{ namespace() }}{{ dict() }}", ["n"]],
    ["{% if a %}{{ a.b }}{% else %}{{ a }}{% endif %}", ["a?", "a.b?", "a"]],
    ["{% if a.b %}{{ a }}{{ a.b.c }}{{ a.d }}{% endif %}", ["a.b?", "a?", "a.b.c?", "a.d"]],
    ["{% if not a %}-{% else %}{{ a }}{% endif %}", ["a?", "a?"]],
    ["{% if a is defined and b %}{{ a }}{{ b }}{% endif %}", ["a?", "b?", "a?", "b?"]],
    ["{% if a or b %}{{ a }}{% endif %}", ["a?", "b?", "a"]],
    ["{% if a == 'x' %}{{ a }}{% elif a > 1 %}{{ a }}{% endif %}", ["a?", "a?", "a", "a"]],
    ["{{ a if a else b }}{{ a and a.b }}{{ a or 1 }}", ["a?", "a?", "b", "a", "a.b?", "a?"]],
    ["{{ a | default('x') }}{{ a | upper | default('x') }}{{ a is undefined }}", ["a?", "a", "a?"]],
    ["{{ '$x' }}{# $y #}{% raw %}$z{% endraw %}", []],
  ])("%s", (source, expected) => {
    expect(found(source)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ["{% for p in pages %}{{ p.title }}{% endfor %}{{ p.title }}", ["pages.[].title"]],
    [
      "{% for p in pages | sort %}{% for i in p.images[1:] %}{{ i.url }}{% endfor %}{% endfor %}",
      ["pages.[].images", "pages.[].images.[].url"],
    ],
    ["{% with b = order.buyer %}{{ b.name }}{% endwith %}", ["order.buyer.name"]],
    ["{% set b = order.buyer %}{{ b.name }}{% set b = x %}{{ b.name }}", ["order.buyer.name"]],
    ["{% for k, v in d.items() %}{{ k }}{{ v.x }}{% endfor %}{% for p in f(x) %}{{ p.y }}{% endfor %}", []],
    [
      "{% macro m(a) %}{{ a.x }}{% endmacro %}{% for p in pages %}{% if p.x %}{{ p.x }}{% endif %}{% endfor %}",
      ["pages.[].x?", "pages.[].x?"],
    ],
    ["{% for order in orders %}{{ order.total }}{{ loop.index }}{% endfor %}", ["orders.[].total"]],
  ])("stand behind the names of loops, with and set: %s", (source, expected) => {
    const shown = parsed(source).derivedVariables.map(
      ({ root, path, optional }) => [root, ...path].join(".") + (optional ? "?" : ""),
    );
    expect(shown).toEqual(expected);
  });

  test("carry their place and the filters applied to them", () => {
    const { variables } = parsed("ab {{ page.text | upper | tag('t') }} $x");
    expect(variables).toEqual([
      { root: "page", path: ["text"], offset: 6, optional: false, filters: ["upper", "tag"] },
      { root: "x", path: [], offset: 39, optional: false, filters: ["format"] },
    ]);
  });
});
