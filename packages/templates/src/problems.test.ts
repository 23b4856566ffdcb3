import { describe, expect, test } from "vitest";
import { parseTemplate } from "./index.ts";
import type { TemplateErrorCode } from "./index.ts";
import { plain, problem, stuff, text } from "./test-support/rendering.ts";

const context = {
  person: stuff(
    "person",
    "demo.Person",
    { name: "Ada", home: { city: "Paris" } },
    {
      kind: "structured",
      fields: { name: { kind: "text" }, home: { kind: "structured", fields: { city: { kind: "text" } } } },
    },
  ),
  note: text("note", "n"),
  loose: plain({ a: 1 }),
  xs: plain([1, 2]),
};

describe("a wrong template is refused with its code and place", () => {
  test.each<[string, TemplateErrorCode, number]>([
    ["a {{ b", "template.syntax", 2],
    ["{% if x %}", "template.syntax", 10],
    ["{% for x in %}", "template.syntax", 12],
    ["{{ parcel.size === }}", "template.syntax", 17],
    ["{{ }}", "template.syntax", 3],
    ["{% if %}{% endif %}", "template.syntax", 6],
    ["{% endif %}", "template.syntax", 3],
    ["{# open", "template.syntax", 0],
    ["{{ 'open }}", "template.syntax", 3],
    ["{% raw %}x", "template.syntax", 0],
    ["{{ a ? b }}", "template.syntax", 5],
    ["{{ (1 }}", "template.syntax", 6],
    ["{{ f(a=1, 2) }}", "template.syntax", 10],
    ["{% include 'x' %}", "template.unsupported", 3],
    ["{% extends 'x' %}", "template.unsupported", 3],
    ["{% import 'x' as y %}", "template.unsupported", 3],
    ["{% from 'x' import y %}", "template.unsupported", 3],
    ["{% for x in y recursive %}{% endfor %}", "template.unsupported", 14],
    ["{{ a | nope }}", "template.unknown_filter", 7],
    ["{{ a is nope }}", "template.unknown_test", 8],
    ["{{ a.b._memory }}", "template.private_name", 7],
    ["$a._private", "template.private_name", 3],
    ["{{ 99999999999999999999 }}", "template.arithmetic", 3],
  ])("%s", (source, code, offset) => {
    const result = parseTemplate(source, { category: "basic" });
    expect(result.ok ? undefined : [result.problem.code, result.problem.offset]).toEqual([code, offset]);
  });

  test("the MTHDS filters are those of the category", () => {
    for (const category of ["expression", "mermaid"] as const) {
      expect(parseTemplate("{{ a | tag }}", { category }).ok).toBe(false);
    }
    expect(parseTemplate("{{ a | escape_script_tag }}", { category: "basic" }).ok).toBe(false);
  });
});

describe("a rendering that cannot go on is refused with its code and place", () => {
  test.each<[string, TemplateErrorCode, number]>([
    ["ab {{ nobody }}", "template.undefined_variable", 6],
    ["{{ nobody.name.first }}", "template.undefined_variable", 3],
    ["$nobody", "template.undefined_variable", 1],
    ["@nobody", "template.undefined_variable", 1],
    ["{{ nobody | tag }}", "template.undefined_variable", 3],
    ["{{ nobody | upper }}", "template.undefined_variable", 3],
    ["{% for x in nobody %}{% endfor %}", "template.undefined_variable", 12],
    ["{{ nobody + 1 }}", "template.undefined_variable", 3],
    ["{{ nobody ~ 1 }}", "template.undefined_variable", 3],
    ["{{ nobody() }}", "template.undefined_variable", 3],
    ["{{ [nobody] }}", "template.undefined_variable", 4],
    ["{{ person.nme }}", "template.undefined_attribute", 10],
    ["$person.home.street", "template.undefined_attribute", 13],
    ["{{ note.length }}", "template.undefined_attribute", 8],
    ["{{ loose.a.b }}", "template.undefined_attribute", 11],
    ["{{ loose.b.c }}", "template.undefined_attribute", 9],
    ["{{ 1 / 0 }}", "template.arithmetic", 5],
    ["{{ 9007199254740991 + 1 }}", "template.arithmetic", 20],
    ["{{ 1 + 'a' }}", "template.type", 5],
    ["{{ xs < 'a' }}", "template.type", 3],
    ["{{ 5 | join }}", "template.type", 7],
    ["{{ xs | batch(0) }}", "template.type", 8],
    ["{{ xs | first(1) }}", "template.type", 8],
    ["{{ 5() }}", "template.type", 4],
    ["{% set a, b, c = xs %}", "template.type", 7],
    ["{{ xs.append(3) }}", "template.forbidden", 12],
    ["{{ loose.update(a=2) }}", "template.forbidden", 15],
    ["{{ 'a'.encode() }}", "template.forbidden", 13],
    ["{{ range(100001) }}", "template.forbidden", 8],
    ["{% set loose.a = 2 %}", "template.forbidden", 7],
    ["{% set n = namespace() %}{% macro m() %}{% endmacro %}{% set n.m = m %}", "template.forbidden", 61],
  ])("%s", (source, code, offset) => {
    expect(problem(source, context)).toEqual({ code, offset });
  });
});
