import type { Concept, ConstructField, Json } from "@perdure/crate";
import { describe, expect, it } from "vitest";
import { composeContent } from "./compose-content.ts";
import { sha256Hex } from "@perdure/crate";
import { isFailureError } from "@perdure/failures";
import type { PureContext } from "./pure-piece.ts";
import { compose, output, template } from "../test-support/pipes.ts";

const CONCEPTS: Readonly<Record<string, Concept>> = {
  "test.Mark": {
    description: "A mark",
    fields: { by: { type: "text", required: true }, state: { type: "text", required: false, default: "open" } },
  },
  "test.Line": { description: "A line", fields: { label: { type: "text", required: true } } },
  "test.Sheet": {
    description: "A sheet",
    fields: {
      title: { type: "text", required: true },
      done: { type: "boolean", required: false },
      count: { type: "integer", required: false },
      day: { type: "date", required: false },
      tags: { type: "list", item_type: "text", required: false },
      lines: { type: "list", item_type: "concept", item_concept: "test.Line", required: false },
      note: { type: "concept", concept: "native.Text", required: false },
      first: { type: "concept", concept: "test.Line", required: false },
      by_label: { type: "dict", key_type: "text", value_type: "json", required: false },
    },
  },
};

function contextOf(values: Readonly<Record<string, readonly [concept: string, content: Json]>>): PureContext {
  const stuffs = Object.entries(values).map(([name, [concept, content]]) => {
    const one = { concept, size: 1, media_type: "application/json" as const, digest: sha256Hex(name) };
    const value = Array.isArray(content) ? { items: [] } : one;
    return [name, { stuff: { code: name, name, concept, value }, content }] as const;
  });
  return { concepts: CONCEPTS, stuffs: Object.fromEntries(stuffs), parameters: {} };
}
const from = (path: string, keyed_by?: string): ConstructField =>
  keyed_by === undefined ? { kind: "from", path } : { kind: "from", path, keyed_by };
const title: ConstructField = { kind: "fixed", value: "T" };

/** What a construct of a Sheet makes, or the code of why it makes none. */
function sheet(construct: Readonly<Record<string, ConstructField>>, context: PureContext): unknown {
  const pipe = compose("make", [], { construct: { title, ...construct }, output: output({ concept: "test.Sheet" }) });
  try {
    return composeContent(pipe, context);
  } catch (error) {
    return isFailureError(error) ? error.report.code : error;
  }
}

describe("a construct", () => {
  it("takes the bare value of a native into a plain field, and the object into a field of its concept", () => {
    const context = contextOf({
      name: ["native.Text", { text: "tea" }],
      verdict: ["native.YesNo", { yes_no: true, probability: 0.9 }],
      number: ["native.Number", { number: 3 }],
      day: ["native.Date", { date: "2026-01-31", time: null }],
    });
    const construct = {
      title: from("name"),
      note: from("name"),
      done: from("verdict"),
      count: from("number"),
      day: from("day"),
    };
    expect(sheet(construct, context)).toEqual({
      title: "tea",
      note: { text: "tea" },
      done: true,
      count: 3,
      day: "2026-01-31",
    });
  });

  it("refuses a value that its field cannot hold without losing a part", () => {
    const context = contextOf({ day: ["native.Date", { date: "2026-01-31", time: "09:30:00" }] });
    expect(sheet({ day: from("day") }, context)).toBe("perdure.compose_mismatch");
    expect(sheet({ count: from("day") }, context)).toBe("perdure.compose_mismatch");
    expect(sheet({ colour: { kind: "fixed", value: "red" } }, context)).toBe("perdure.compose_mismatch");
  });

  it("walks paths through lists, one flat list for them all, and leaves out what is not there", () => {
    const context = contextOf({
      sheets: [
        "test.Sheet",
        [
          { title: "a", lines: [{ label: "1" }, { label: "2" }] },
          { title: "b", lines: null },
          { title: "c", lines: [{ label: "3" }] },
        ],
      ],
    });
    expect(sheet({ tags: from("sheets.lines.label"), lines: from("sheets.lines") }, context)).toEqual({
      title: "T",
      tags: ["1", "2", "3"],
      lines: [{ label: "1" }, { label: "2" }, { label: "3" }],
    });
    expect(sheet({ first: from("sheets.first"), note: from("nobody.text") }, context)).toBe("perdure.compose_mismatch");
    expect(sheet({ note: from("nobody.text") }, context)).toEqual({ title: "T" });
    expect(sheet({ title: from("sheets._title") }, context)).toBe("perdure.compose_mismatch");
  });

  it("nests, renders, and keys a list by a text of its items", () => {
    const context = contextOf({
      lines: ["test.Line", [{ label: "a" }, { label: "__proto__" }]],
      name: ["native.Text", { text: "tea" }],
    });
    const construct: Readonly<Record<string, ConstructField>> = {
      title: { kind: "template", template: template("About $name") },
      first: { kind: "construct", fields: { label: from("name") } },
      by_label: from("lines", "label"),
    };
    const made = sheet(construct, context) as { readonly by_label: object };
    expect(made).toMatchObject({ title: "About tea", first: { label: "tea" } });
    expect(Object.entries(made.by_label)).toEqual([
      ["a", { label: "a" }],
      ["__proto__", { label: "__proto__" }],
    ]);
    expect(sheet({ by_label: from("name", "label") }, context)).toBe("perdure.compose_mismatch");
    expect(sheet({ by_label: from("lines", "nothing") }, context)).toBe("perdure.compose_mismatch");
  });
});

it("has the defaults of its concept where nothing was given for them", () => {
  const marked = { construct: { by: from("name") }, output: output({ concept: "test.Mark" }) };
  const context = contextOf({ name: ["native.Text", { text: "Ada" }] });
  expect(composeContent(compose("make", [], marked), context)).toEqual({ by: "Ada", state: "open" });
});

describe("a template", () => {
  it("makes a text, or HTML where its output is that", () => {
    const context = contextOf({ name: ["native.Text", { text: "<tea>" }] });
    expect(composeContent(compose("make", [], { template: template("$name") }), context)).toEqual({ text: "<tea>" });
    const html = { template: { text: "$name", category: "html" as const }, output: output({ concept: "native.Html" }) };
    expect(composeContent(compose("make", [], html), context)).toEqual({ inner_html: "&lt;tea&gt;", css_class: "" });
  });

  it("that cannot be parsed or rendered fails with a code and its place in the template", () => {
    const context = contextOf({ name: ["native.Text", { text: "Ada" }] });
    const failureOf = (text: string) => {
      try {
        return composeContent(compose("make", [], { template: template(text) }), context);
      } catch (error) {
        return isFailureError(error) ? error.report : error;
      }
    };
    const placed = (place: string): unknown => expect.stringContaining(`${place} of the template`) as unknown;
    expect(failureOf("Hello\n{{ name.text")).toMatchObject({
      code: "method.template_invalid",
      message: placed("Line 2, column 1"),
    });
    expect(failureOf("{{ name }}\n\n  {% for letter in none %}{% endfor %}")).toMatchObject({
      code: "perdure.template_failed",
      message: placed("Line 3, column 20"),
    });
    expect(failureOf("{{ 'x' * 99999999999 }}")).toMatchObject({ code: "perdure.template_failed" });
  });
});
