import { describe, expect, it } from "vitest";
import { unmark } from "./__fixtures__/marked.ts";
import { withConcepts } from "./__fixtures__/shop.ts";
import { parseMethod } from "./parse-method.ts";

const withField = (field: string): string =>
  withConcepts(`\n[concept.X]\ndescription = "x"\n\n[concept.X.structure]\n${field}\n`);
const parse = (text: string) => parseMethod([{ path: "a.mthds", text }]);

const FAULTS: readonly (readonly [code: string, field: string])[] = [
  ["field.name_malformed", `«"a-b"» = "d"`],
  ["field.name_private", `«_a» = "d"`],
  ["field.name_reserved", `«model_config» = "d"`],
  ["field.name_style", `«myField» = "d"`],
  ["field.description_missing", `«f» = { type = "text" }`],
  ["field.type_missing", `«f» = { description = "d" }`],
  ["field.type_unknown", `f = { type = «"string"», description = "d" }`],
  ["field.choices_malformed", `f = { choices = «[]», description = "d" }`],
  ["field.choices_malformed", `f = { choices = «["a", "a"]», description = "d" }`],
  ["field.choices_with_type", `f = { choices = ["a"], type = «"integer"», description = "d" }`],
  ["field.concept_missing", `«f» = { type = "concept", description = "d" }`],
  ["field.concept_missing", `«f» = { type = "list", item_type = "concept", description = "d" }`],
  ["field.item_type_missing", `«f» = { type = "list", description = "d" }`],
  ["field.type_unknown", `f = { type = "list", item_type = «"list"», description = "d" }`],
  ["field.stray_key", `f = { type = "text", «concept_ref» = "Note", description = "d" }`],
  ["field.stray_key", `f = { type = "list", item_type = "text", «item_concept_ref» = "Note", description = "d" }`],
  ["field.dict_types_missing", `«f» = { type = "dict", key_type = "text", description = "d" }`],
  ["field.key_type", `f = { type = "dict", key_type = «"integer"», value_type = "text", description = "d" }`],
  ["field.default_type", `f = { type = "integer", default_value = «5.0», description = "d" }`],
  ["field.default_type", `f = { type = "integer", default_value = «99999999999999999», description = "d" }`],
  ["field.default_type", `f = { type = "boolean", default_value = «"yes"», description = "d" }`],
  ["field.default_not_choice", `f = { choices = ["new", "used"], default_value = «"usd"», description = "d" }`],
  [
    "field.default_on_concept",
    `f = { type = "concept", concept_ref = "Note", default_value = «"x"», description = "d" }`,
  ],
  ["field.required_with_default", `f = { type = "text", required = true, «default_value» = "x", description = "d" }`],
  ["toml.unknown_key", `f = { type = "text", «minimum» = 1, description = "d" }`],
  ["toml.wrong_type", `f = { type = "text", required = «"yes"», description = "d" }`],
];

describe("fields", () => {
  for (const [index, [code, field]] of FAULTS.entries()) {
    it(`reports ${code} where it is (${index})`, () => {
      const { text, start, end } = unmark(withField(field));
      const found = parse(text).diagnostics;
      expect(found.map((diagnostic) => [diagnostic.code, diagnostic.start.offset, diagnostic.end.offset])).toEqual([
        [code, start, end],
      ]);
    });
  }

  it("reads every kind of field", () => {
    const method = parse(
      withField(`short = "A text"
grade = { choices = ["new", "used"], default_value = "new", description = "d" }
stock = { type = "integer", default_value = 5, description = "d" }
price = { type = "number", default_value = 5, description = "d" }
day = { type = "date", default_value = 2026-01-31, description = "d" }
maker = { type = "concept", concept_ref = "shop.Buyer", description = "d" }
views = { type = "list", item_type = "concept", item_concept_ref = "native.Image", description = "d" }
codes = { type = "dict", key_type = "str", value_type = "integer", description = "d" }`),
    );
    expect(method.diagnostics).toEqual([]);
    expect(method.crate?.concepts["shop.X"]?.fields).toEqual({
      short: { type: "text", description: "A text", required: true },
      grade: { type: "text", choices: ["new", "used"], default: "new", description: "d", required: false },
      stock: { type: "integer", default: 5, description: "d", required: false },
      price: { type: "number", default: 5, description: "d", required: false },
      day: { type: "date", default: "2026-01-31", description: "d", required: false },
      maker: { type: "concept", concept: "shop.Buyer", description: "d", required: false },
      views: { type: "list", item_type: "concept", item_concept: "native.Image", description: "d", required: false },
      codes: { type: "dict", key_type: "text", value_type: "integer", description: "d", required: false },
    });
  });
});
