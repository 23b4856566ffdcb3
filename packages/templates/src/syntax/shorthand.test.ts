import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsed, plain, problem, render, text } from "../test-support/rendering.ts";

const context = {
  x: text("x", "X"),
  price: text("price", "9"),
  person: plain({ name: "Ada", home: { city: "Paris" } }),
};

describe("the shorthand", () => {
  test.each([
    ["Hello $x!", "Hello X!"],
    ["$person.name. Next", "Ada. Next"],
    ["$person.home.city... end", "Paris... end"],
    ["Q$price", "Q9"],
    ["costs $100 and @2.0", "costs $100 and @2.0"],
    ["me@x.org", "me@x.org"],
    ["é@x", "é@x"],
    ["(@x)", "(<x>\nX\n</x>)"],
    ["@person.home.city", "<person.home.city>\nParis\n</person.home.city>"],
    ["$$x @@x", "$x @x"],
    ["$$$x", "$X"],
    ["a@@@x", "a@<x>\nX\n</x>"],
    ["@@@@x", "@@x"],
    ["[@?x][@?none][@?none.deeper]", "[<x>\nX\n</x>][][]"],
    ["@? x $ @", "@? x $ @"],
    ["[@?none (aside)][@?x (aside)]", "[ (aside)][<x>\nX\n</x> (aside)]"],
    ["{{ '$x @x' }}{# $nothing #}{% raw %}$x{% endraw %}", "$x @x$x"],
    ["{{ 1 }}@x", "1<x>\nX\n</x>"],
    ["$x{{ 1 }}$x{% if 1 %}$x{% endif %}", "X1XX"],
  ])("%s", (source, expected) => {
    expect(render(source, context)).toBe(expected);
  });

  test.each([
    "@media (min-width: 1px)",
    "@keyframes spin {",
    '@import "a.css"',
    "@charset 'x'",
    "$call(1)",
    "@page { }",
  ])("leaves '%s' alone, which reads no name of the context", (source) => {
    expect(render(source, context)).toBe(source);
    expect(parsed(source).variables).toEqual([]);
    expect(parsed(source).possibleVariables).toHaveLength(1);
  });

  test.each([
    ["$price (EUR)", "9 (EUR)"],
    ['$x "quoted"', 'X "quoted"'],
    ["@x please (briefly)", "<x>\nX\n</x> please (briefly)"],
    ["$x\n\n(Keep it short)", "X\n\n(Keep it short)"],
  ])("expands '%s', whose name the context has", (source, expected) => {
    expect(render(source, context)).toBe(expected);
    expect(parsed(source, "basic", ["x", "price"]).variables).toHaveLength(1);
    expect(parsed(source, "basic", []).variables).toEqual([]);
    expect(parsed(source, "basic", []).possibleVariables).toEqual([]);
  });

  test("is text in expressions and diagrams", () => {
    expect(render("$x @x", context, { category: "expression" })).toBe("$x @x");
    expect(render("$x @x", context, { category: "mermaid" })).toBe("$x @x");
  });

  test("reports an offset in the author's text", () => {
    expect(problem("ab $$ $missing", context)).toEqual({ code: "template.undefined_variable", offset: 7 });
    expect(problem("line\r\n@missing.part", context)).toEqual({ code: "template.undefined_variable", offset: 7 });
  });

  test("leaves text without signs and delimiters as it is", () => {
    const harmless = fc.string({ unit: "grapheme" }).map((value) => value.replace(/[$@{\r]/gu, "").replace(/\n$/, ""));
    fc.assert(
      fc.property(harmless, (value) => {
        fc.pre(!value.endsWith("\n"));
        expect(render(value)).toBe(value);
      }),
    );
  });

  test("prints any text again once its signs are doubled", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("$", "@", "@?", "x", ".", " ", "é", "(", '"', "1")), (parts) => {
        const value = parts.join("");
        expect(render(value.replace(/[$@]/g, "$&$&"), context)).toBe(value);
      }),
    );
  });
});
