import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTemplate, renderTemplate } from "./index.ts";
import { isTemplateError } from "./template-error.ts";
import { plain, problem, render, stuff, text } from "./test-support/rendering.ts";

const context = {
  text: text("text", "abc"),
  list: plain([1, 2]),
  dict: plain({ a: 1 }),
  thing: stuff("thing", "demo.Thing", { a: 1 }, { kind: "structured", fields: { a: { kind: "integer" } } }),
};

/** What an attacker would read to get from a value to the host. */
const HOST_NAMES = [
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "call",
  "bind",
  "apply",
  "arguments",
];
const PRIVATE_NAMES = [
  "__proto__",
  "__class__",
  "__mro__",
  "__globals__",
  "__init__",
  "_memory",
  "__defineGetter__",
  "__lookupGetter__",
];
const BASES = [
  "text",
  "list",
  "dict",
  "thing",
  "'a'",
  "1",
  "1.5",
  "[1]",
  "(1,)",
  "{'a': 1}",
  "range",
  "namespace()",
  "dict.get",
  "'a'.upper",
  "true",
];

describe("a template cannot get at what runs it", () => {
  test.each(BASES)("from %s", (base) => {
    for (const name of HOST_NAMES) {
      for (const access of [`${base}.${name}`, `${base}['${name}']`, `(${base}|attr('${name}'))`]) {
        expect(render(`{{ ${access} is defined }}`, context), access).toBe("False");
        const attempt = problem(`{{ ${access}('return 1') }}`, context);
        expect(["template.undefined_attribute", "template.type"], access).toContain(attempt.code);
      }
    }
    for (const name of PRIVATE_NAMES) {
      expect(problem(`{{ ${base}.${name} }}`, context).code).toBe("template.private_name");
      expect(problem(`{{ ${base}|attr('${name}') }}`, context).code).toBe("template.private_name");
      expect(problem(`{{ [${base}]|map(attribute='${name}')|list }}`, context).code).toBe("template.private_name");
      expect(problem(`{{ ${base}['_' ~ '${name.slice(1)}'] }}`, context).code).toBe("template.private_name");
    }
  });

  test.each(["constructor", "__proto__", "globalThis", "Function", "self", "this", "process", "toString"])(
    "by the bare name %s",
    (name) => {
      expect(problem(`{{ ${name} }}`, context).code).toBe("template.undefined_variable");
      expect(render(`{{ ${name} is defined }}`, context)).toBe("False");
    },
  );

  test("by a field that is called like a part of the host", () => {
    const data = { evil: plain(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": "c"}') as never) };
    expect(render("{{ evil['__proto__'] }} {{ evil.constructor }} {{ evil }}", data)).toBe(
      "{'polluted': 1} c {'__proto__': {'polluted': 1}, 'constructor': 'c'}",
    );
    expect(render("{% set d = {'__proto__': {'x': 1}} %}{{ d.x is defined }} {{ d }}", data)).toBe(
      "False {'__proto__': {'x': 1}}",
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("by names of filters and tests", () => {
    for (const name of [...HOST_NAMES, ...PRIVATE_NAMES]) {
      expect(problem(`{{ 1 | ${name} }}`).code).toBe("template.unknown_filter");
      expect(problem(`{{ 1 is ${name} }}`).code).toBe("template.unknown_test");
      expect(problem(`{{ [1] | map('${name}') | list }}`).code).toBe("template.unknown_filter");
      expect(problem(`{{ [1] | select('${name}') | list }}`).code).toBe("template.unknown_test");
    }
  });

  test("sees its context and nothing else", () => {
    const inherited = Object.create({ secret: plain(1) }) as Record<string, never>;
    const parsed = parseTemplate("{{ secret }}", { category: "basic" });
    if (!parsed.ok) throw new Error(parsed.problem.message);
    const { template } = parsed;
    expect(() => renderTemplate(template, inherited, { tag_style: "xml", text_format: "plain" })).toThrow();
  });
});

const PIECES = [
  "{{",
  "}}",
  "{%",
  "%}",
  "{#",
  "#}",
  "-",
  "$",
  "@",
  "@?",
  "text",
  "list",
  "dict",
  "thing",
  ".a",
  ".text",
  "[0]",
  "[1:]",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "|",
  "~",
  "+",
  "*",
  "**",
  "/",
  "//",
  "%",
  "==",
  "<",
  "=",
  " ",
  "\n",
  "'",
  '"',
  "\\",
  "1",
  "2.5",
  "if",
  "else",
  "elif",
  "endif",
  "for",
  "in",
  "endfor",
  "set",
  "endset",
  "macro m(x)",
  "endmacro",
  "call",
  "endcall",
  "filter",
  "endfilter",
  "with",
  "endwith",
  "is",
  "not",
  "and",
  "or",
  "defined",
  "upper",
  "join",
  "map",
  "sort",
  "format",
  "tag",
  "default",
  "tojson",
  "range",
  "loop.index",
  "raw",
  "endraw",
  "é",
  "😀",
];

describe("whatever the text", () => {
  test("parsing never throws, and rendering throws nothing but a TemplateError", () => {
    const source = fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((parts) => parts.join(" ")),
      fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((parts) => parts.join("")),
      fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((parts) => `{{ ${parts.join(" ")} }}`),
      fc.string({ unit: "binary" }),
    );
    const category = fc.constantFrom("basic", "html", "expression", "llm_prompt", "markdown") as fc.Arbitrary<"basic">;
    fc.assert(
      fc.property(source, category, (value, kind) => {
        const result = parseTemplate(value, { category: kind });
        if (!result.ok) {
          expect(result.problem.offset).toBeGreaterThanOrEqual(0);
          expect(result.problem.offset).toBeLessThanOrEqual(value.length);
          return;
        }
        try {
          renderTemplate(result.template, context, { tag_style: "ticks", text_format: "plain", budget: 1_000_000 });
        } catch (error) {
          if (!isTemplateError(error)) throw error;
          expect(error.offset).toBeLessThanOrEqual(value.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("any JSON prints in every format, as any type it claims to have", () => {
    const shape = fc.constantFrom(
      ...(["text", "integer", "number", "boolean", "date", "json", "image", "document", "html", "any"] as const).map(
        (kind) => ({ kind }),
      ),
      { kind: "list" as const, item: { kind: "text" as const } },
      { kind: "dict" as const, value: { kind: "number" as const } },
      { kind: "structured" as const, fields: { a: { kind: "number" as const } } },
    );
    fc.assert(
      fc.property(fc.jsonValue(), shape, (value, declared) => {
        const thing = stuff("thing", "demo.Thing", value as never, declared);
        for (const text_format of ["plain", "html", "json"] as const) {
          expect(typeof render("{{ thing }}$thing@thing", { thing }, { text_format })).toBe("string");
        }
      }),
    );
  });
});
