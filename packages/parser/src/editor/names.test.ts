import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cursorIn } from "../__fixtures__/cursor.ts";
import { withPipes } from "../__fixtures__/shop.ts";
import { applyEdits } from "../fixes/text-edit.ts";
import { parseMethod } from "../parse-method.ts";
import type { MethodFile } from "../parse-method.ts";
import { definitionAt, referencesAt } from "./find-names.ts";
import { hoverAt } from "./hover-at.ts";
import { indexNames } from "./name-index.ts";
import type { NameLocation } from "./find-names.ts";
import { renameAt } from "./rename-at.ts";

const SEQUENCE = `
[pipe.all]
type = "PipeSequence"
description = "d"
inputs = { order = "Order" }
output = "Note[]"
steps = [
  { pipe = "split", result = "lines" },
  { pipe = "shop.label", batch_over = "lines", batch_as = "line" },
]

[pipe.choose]
type = "PipeCondition"
description = "d"
inputs = { order = "shop.Order!" }
output = "Note"
expression = "order.total"
outcomes = { a = "main" }
default_outcome = "fail"

[pipe.make]
type = "PipeCompose"
description = "d"
inputs = { order = "Order" }
output = "Line"
construct = { label = { from = "order.number" } }
`;
const WHOLE = withPipes(SEQUENCE);
const file = (text: string): MethodFile => ({ path: "a.mthds", text });

/** The whole method with a cursor in the first place that the pattern, with its own cursor, is found. */
function at(pattern: string): { readonly files: readonly MethodFile[]; readonly offset: number } {
  const { text, offset } = cursorIn(pattern);
  const start = WHOLE.indexOf(text);
  expect(start, `'${text}' is in the method`).toBeGreaterThanOrEqual(0);
  return { files: [file(WHOLE)], offset: start + offset };
}
const lineOf = ({ start, end }: NameLocation, text = WHOLE): string => {
  const line = text.split("\n")[start.line - 1] ?? "";
  return `${line.slice(0, start.column - 1)}<${line.slice(start.column - 1, end.column - 1)}>${line.slice(end.column - 1)}`;
};
const definition = (pattern: string): readonly string[] => {
  const { files, offset } = at(pattern);
  return definitionAt(files, "a.mthds", offset).map((location) => lineOf(location));
};
const references = (pattern: string): readonly string[] => {
  const { files, offset } = at(pattern);
  return referencesAt(files, "a.mthds", offset).map((location) => lineOf(location));
};

describe("definitionAt", () => {
  it.each([
    ["a concept in a slot", 'output = "Li‸ne[]"', "[concept.<Line>]"],
    ["a concept with its domain and a marker", '"shop.Ord‸er!"', "[concept.<Order>]"],
    ["a concept in a structure", 'concept_ref = "Buy‸er"', "[concept.<Buyer>]"],
    ["a pipe that a step calls", 'pipe = "shop.lab‸el"', "[pipe.<label>]"],
    ["a pipe that an outcome calls", 'a = "ma‸in" }', "[pipe.<main>]"],
    ["the main pipe", 'main_pipe = "ma‸in"', "[pipe.<main>]"],
    ["an input in a template", "Split $or‸der", 'inputs = { <order> = "Order" }'],
    ["an input in an expression", 'expression = "or‸der.total"', 'inputs = { <order> = "shop.Order!" }'],
    ["an input in a path", 'from = "or‸der.number"', 'inputs = { <order> = "Order" }'],
    ["a result that a later step reads", 'batch_over = "lin‸es"', '  { pipe = "split", result = "<lines>" },'],
  ])("finds where %s is declared", (_what, pattern, declared) => {
    expect(definition(pattern)).toEqual([declared]);
  });

  it("finds what another file of the domain declares", () => {
    const other = `domain = "shop"\n[pipe.more]\ntype = "PipeLLM"\noutput = "Note"\n`;
    const files = [file(WHOLE), { path: "b.mthds", text: other }];
    const found = definitionAt(files, "b.mthds", other.indexOf("Note"));
    expect(found.map((location) => [location.file, lineOf(location)])).toEqual([["a.mthds", '<Note> = "A note"']]);
  });

  it("finds nothing where no name is, or where nobody declares it", () => {
    expect(definition("description = ‸")).toEqual([]);
    expect(definitionAt([file('domain = "a"\n[pipe.p]\noutput = "Text"')], "a.mthds", 31)).toEqual([]);
    expect(definitionAt([], "a.mthds", 3)).toEqual([]);
  });
});

describe("referencesAt", () => {
  it("finds a concept in each of its tables, slots and fields", () => {
    expect(references("[concept.Ord‸er]")).toEqual([
      "[concept.<Order>]",
      "[concept.<Order>.structure]",
      'inputs = { order = "<Order>" }',
      'inputs = { order = "<Order>" }',
      'inputs = { order = "<Order>" }',
      'inputs = { order = "shop.<Order>!" }',
      'inputs = { order = "<Order>" }',
    ]);
  });

  it("follows a name in memory into the pipes that it is handed to", () => {
    expect(references('batch_as = "li‸ne"')).toEqual([
      'inputs = { <line> = "Line" }',
      'prompt = "Label $<line>"',
      '  { pipe = "shop.label", batch_over = "lines", batch_as = "<line>" },',
    ]);
  });
});

describe("renameAt", () => {
  const rename = (pattern: string, name: string) => {
    const { files, offset } = at(pattern);
    const renaming = renameAt(files, "a.mthds", offset, name);
    if (!renaming.ok) return renaming.reason;
    const edits = renaming.edits.map(({ start, end, text }) => ({
      span: { start: start.offset, end: end.offset },
      text,
    }));
    return applyEdits(WHOLE, edits);
  };

  it.each([
    [
      "a concept",
      '"Li‸ne[]"',
      "Row",
      ["[concept.Row]", "[concept.Row.structure]", '"Row[]"', 'item_concept_ref = "Row"'],
    ],
    ["a pipe", "[pipe.lab‸el]", "mark", ["[pipe.mark]", '"shop.mark"']],
    ["a name in memory", "Label $li‸ne", "row", ['{ row = "Line" }', '"Label $row"', 'batch_as = "row"']],
  ])("renames %s everywhere, and the method says what it said", (_what, pattern, name, written) => {
    const renamed = rename(pattern, name);
    for (const stretch of written) expect(renamed).toContain(stretch);
    const codes = (text: string) => parseMethod([file(text)]).diagnostics.map(({ code }) => code);
    expect(codes(renamed)).toEqual(codes(WHOLE));
    expect(parseMethod([file(renamed)]).ok).toBe(true);
  });

  it.each([
    ["no name is there", "description = ‸", "other", "no_name"],
    ["nobody declares it", 'name = "Th‸eir name"', "Other", "no_name"],
    ["the name is malformed", "[pipe.lab‸el]", "La-bel", "malformed"],
    ["a concept would be native", "[concept.Li‸ne]", "Text", "malformed"],
    ["another has the name", "[pipe.lab‸el]", "split", "taken"],
    ["another value has the name", "Label $li‸ne", "lines", "taken"],
  ])("refuses where %s", (_why, pattern, name, reason) => {
    expect(rename(pattern, name)).toBe(reason);
  });

  it("refuses what would break the method, and says how", () => {
    const text = withPipes(`
[pipe.both]
type = "PipeParallel"
description = "d"
inputs = { order = "Order" }
output = "Pair"
branches = [{ pipe = "main", result = "first" }, { pipe = "split", result = "second" }]
`).replace(
      'Title = "A title"',
      'Title = "A title"\n[concept.Pair]\ndescription = "d"\n[concept.Pair.structure]\nfirst = "d"\nsecond = "d"',
    );
    const renaming = renameAt([file(text)], "a.mthds", text.indexOf('"first"') + 2, "other");
    expect(renaming).toMatchObject({ ok: false, reason: "breaks" });
    expect(renaming.ok ? [] : renaming.diagnostics).not.toEqual([]);
  });
});

describe("on any text", () => {
  it("never throws, points inside the text, and gives the name itself", () => {
    const pieces = fc.constantFrom(
      "",
      '"',
      '"""',
      "{",
      "[",
      "[pipe.main]",
      "\n",
      "$",
      "{{",
      "->",
      "= 5",
      "__proto__",
      "\uFEFF",
    );
    fc.assert(
      fc.property(fc.nat(WHOLE.length), fc.nat(30), pieces, fc.nat(WHOLE.length), (where, length, piece, offset) => {
        const text = WHOLE.slice(0, where) + piece + WHOLE.slice(where + length);
        for (const { start, end, name } of referencesAt([file(text)], "a.mthds", offset)) {
          expect(text.slice(start.offset, end.offset).replaceAll(/^["']|["']$/gu, "")).toBe(name);
        }
        renameAt([file(text)], "a.mthds", offset, "other");
      }),
      { numRuns: 150 },
    );
  });

  it("keeps the names of what stands around a line that breaks the syntax", () => {
    for (const broken of ['prompt = "Note $order"', 'output = "Line[]"', 'prompt = "Label $line"']) {
      const text = WHOLE.replace(broken, broken.slice(0, -1));
      expect(text).not.toBe(WHOLE);
      const places = referencesAt([file(text)], "a.mthds", text.indexOf("[pipe.label]") + 7).map((place) =>
        lineOf(place, text),
      );
      expect(places).toContain('  { pipe = "shop.<label>", batch_over = "lines", batch_as = "line" },');
    }
  });
});

describe("what is asked again", () => {
  const file = (path: string, description: string) => ({
    path,
    text: `domain = "shop"\n[concept.Coin]\ndescription = "${description}"\n`,
  });
  const says = (...files: readonly { readonly path: string; readonly text: string }[]): unknown => {
    const hover = hoverAt(files, "a.mthds", file("a.mthds", "").text.indexOf("Coin"));
    return hover?.subject.kind === "concept" && hover.subject.description;
  };

  it("is answered of the text as it is now, whichever file has changed, come or gone", () => {
    expect(says(file("a.mthds", "one"))).toBe("one");
    expect(says(file("a.mthds", "one"))).toBe("one");
    expect(says(file("a.mthds", "two"))).toBe("two");
    expect(says(file("a.mthds", "two"), file("b.mthds", "other"))).toBe("two");
    expect(says(file("b.mthds", "two"))).toBe(false);
    expect(says(file("a.mthds", "one"))).toBe("one");
  });

  it("is not read again", () => {
    const files = [file("a.mthds", "one")];
    expect(indexNames(files)).toBe(indexNames(files.map((one) => ({ ...one }))));
    expect(indexNames([file("a.mthds", "two")])).not.toBe(indexNames(files));
  });
});
