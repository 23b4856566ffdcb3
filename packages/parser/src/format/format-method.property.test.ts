import fc from "fast-check";
import { parseTOML } from "toml-eslint-parser";
import { describe, expect, it } from "vitest";
import { withConcepts, withPipes } from "../__fixtures__/shop.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import { parseMethod } from "../parse-method.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import { tomlToJson } from "../source/toml-tree.ts";
import { formatMethod } from "./format-method.ts";

const METHODS = [
  withPipes(`
# What is done with all of them.
[pipe.all] # the whole
type = "PipeSequence"
description = "d"
inputs = { order = "Order" } # one
output = "Note[]"
steps = [ # in order
  { pipe = "split", result = "lines" }, # first

  # then
  { pipe = "label", batch_over = "lines", batch_as = "line" },
  # done
]

[pipe.choose]
type="PipeCondition"
description = 'd'
inputs = { order = "Order" }
output = "Note"
expression_template = """
{% if order.total %}\\u0061{% else %}   b
{% endif %}"""
outcomes = { a = "main", "b c" = "fail" }
default_outcome = "fail"
`),
  withConcepts(`
[concept.X]
description = "x"
[concept.X.structure]
kind = { choices = ["aaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbb", "ccccccccccccccccccccccccc"], description = "d" }
"more" = { type = "list", item_type = "text", description = "d", default_value = [ "a", # first
 "b" ] }
`),
];
const PIECES = fc.constantFrom(
  "",
  " ",
  "\n",
  "\r\n",
  "\n\n",
  "\t",
  "# c",
  " # é \n",
  "\n# d\n",
  ",",
  "[",
  "]",
  "{",
  "}",
  "[1,\n2]",
  "[ # x\n]",
  "{ a = 1 }",
  '"""',
  "'''\n'''",
  "=",
  "x = 1\n",
  "a.b = [[1], { c = [\n2] }]\n",
  "[t]\n",
  "[[u]]\n",
  '"k" . l = 1_0\n',
  "\uFEFF",
);
const mutated = fc
  .tuple(
    fc.constantFrom(...METHODS),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 12 }), PIECES), { maxLength: 5 }),
  )
  .map(([method, changes]) =>
    changes.reduce((text, [where, length, piece]) => {
      const at = Math.floor(where * text.length);
      return text.slice(0, at) + piece + text.slice(at + length);
    }, method),
  );
const lines = fc
  .array(fc.oneof(PIECES, fc.constantFrom("a = 1", "b = [1, 2]", "c = { d = [1] }", "# e", "[f]")), { maxLength: 12 })
  .map((pieces) => pieces.join(""));

const commentsOf = (text: string): readonly string[] =>
  parseTOML(text.replace(/^\uFEFF/u, " ")).comments.map(({ value }) => value.replace(/[ \t]+$/u, ""));
const dataOf = (text: string): unknown => {
  const root = readToml(createReporter(createSourceText("a.mthds", text), []));
  return root === undefined ? undefined : tomlToJson(root);
};
/** Without places, and so without their order. */
const problemsOf = (text: string): readonly string[] =>
  parseMethod([{ path: "a.mthds", text }])
    .diagnostics.map(({ code, severity, params, suggestion }) => JSON.stringify([code, severity, params, suggestion]))
    .sort();

describe("formatMethod on any text", () => {
  it("changes nothing that is read, keeps every comment in its order, and is done after once", () => {
    let formattedTexts = 0;
    fc.assert(
      fc.property(fc.oneof(mutated, lines), (text) => {
        const formatted = formatMethod({ path: "a.mthds", text });
        if (!formatted.ok) {
          expect(formatted.diagnostics.map(({ severity }) => severity)).toEqual(["error"]);
          return;
        }
        formattedTexts += 1;
        expect(dataOf(formatted.text)).toEqual(dataOf(text));
        expect(problemsOf(formatted.text)).toEqual(problemsOf(text));
        expect(commentsOf(formatted.text)).toEqual(commentsOf(text));
        expect(formatMethod({ path: "a.mthds", text: formatted.text })).toEqual({
          ok: true,
          text: formatted.text,
          changed: false,
        });
      }),
      { numRuns: 600 },
    );
    expect(formattedTexts).toBeGreaterThan(100);
  });
});
