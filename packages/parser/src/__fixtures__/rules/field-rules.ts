import { withConcepts } from "../shop.ts";
import { text } from "./rule.ts";
import type { Rule, Sample } from "./rule.ts";

const field = (lines: string): Sample =>
  text(withConcepts(`\n[concept.X]\ndescription = "A thing"\n\n[concept.X.structure]\n${lines}\n`));
const row = (rule: string, says: string, code: Rule["code"], valid: string, invalid: string): Rule => ({
  rule,
  says,
  code,
  severity: "error",
  valid: field(valid),
  invalid: field(invalid),
});
const warned = (...fields: Parameters<typeof row>): Rule => ({ ...row(...fields), severity: "warning" });

const TEXT = `f = { type = "text", description = "A text" }`;
const NESTED = `f = { type = "concept", concept_ref = "Note", description = "A note" }`;
const LIST = `f = { type = "list", item_type = "text", description = "Texts" }`;
const NOTES = `f = { type = "list", item_type = "concept", item_concept_ref = "Note", description = "Notes" }`;
const DICT = `f = { type = "dict", key_type = "text", value_type = "integer", description = "Counts" }`;
const DAY = `f = { type = "date", default_value = 2026-01-31, description = "A day" }`;
const GRADE = `f = { choices = ["new", "used"], default_value = "used", description = "A grade" }`;

/** R30 to R48: the fields of structures. */
export const FIELD_RULES: readonly Rule[] = [
  row("R30", "A field has a description.", "field.description_missing", `f = "A text"`, `«f» = { type = "text" }`),
  row("R31", "A field has a type or choices.", "field.type_missing", GRADE, `«f» = { description = "A text" }`),
  row(
    "R31",
    "Without a type there are choices.",
    "field.choices_malformed",
    GRADE,
    `f = { choices = «[]», description = "A grade" }`,
  ),
  row("R32", "A type is one that exists.", "field.type_unknown", TEXT, `f = { type = «"string"», description = "A text" }`),
  row(
    "R32",
    "The items of a list are of a type that a list can have.",
    "field.type_unknown",
    LIST,
    `f = { type = "list", item_type = «"dict"», description = "Texts" }`,
  ),
  warned(
    "R33",
    "Choices say by themselves that the field is a text.",
    "field.choices_with_type",
    GRADE,
    `f = { type = «"text"», choices = ["new", "used"], description = "A grade" }`,
  ),
  row(
    "R33",
    "Choices are texts, and of no other type.",
    "field.choices_with_type",
    GRADE,
    `f = { type = «"integer"», choices = ["1", "2"], description = "A grade" }`,
  ),
  row(
    "R34",
    "Choices are strings.",
    "field.choices_malformed",
    GRADE,
    `f = { choices = «["new", 2]», description = "A grade" }`,
  ),
  row(
    "R34",
    "Choices differ.",
    "field.choices_malformed",
    GRADE,
    `f = { choices = «["new", "new"]», description = "A grade" }`,
  ),
  row(
    "R35",
    "A dictionary says the types of its keys and values.",
    "field.dict_types_missing",
    DICT,
    `«f» = { type = "dict", key_type = "text", description = "Counts" }`,
  ),
  row(
    "R36",
    "The keys of a dictionary are texts.",
    "field.key_type",
    DICT,
    `f = { type = "dict", key_type = «"integer"», value_type = "text", description = "Names" }`,
  ),
  row(
    "R37",
    "A nested concept is named.",
    "field.concept_missing",
    NESTED,
    `«f» = { type = "concept", description = "A note" }`,
  ),
  row(
    "R38",
    "A nested concept has no default.",
    "field.default_on_concept",
    NESTED,
    `f = { type = "concept", concept_ref = "Note", default_value = «"None"», description = "A note" }`,
  ),
  row(
    "R39",
    "The concept of a list's items is named.",
    "field.concept_missing",
    NOTES,
    `«f» = { type = "list", item_type = "concept", description = "Notes" }`,
  ),
  row(
    "R40",
    "Only a nested concept names one.",
    "field.stray_key",
    NESTED,
    `f = { type = "text", «concept_ref» = "Note", description = "A note" }`,
  ),
  row(
    "R41",
    "Only a list of concepts names that of its items.",
    "field.stray_key",
    NOTES,
    `f = { type = "list", item_type = "text", «item_concept_ref» = "Note", description = "Notes" }`,
  ),
  warned(
    "R42",
    "A list says what its items are.",
    "field.item_type_missing",
    LIST,
    `«f» = { type = "list", description = "Texts" }`,
  ),
  row(
    "R43",
    "A default is of the field's type.",
    "field.default_type",
    `f = { type = "number", default_value = 5, description = "A price" }`,
    `f = { type = "integer", default_value = «5.0», description = "A count" }`,
  ),
  row(
    "R43",
    "The default of a date is a date without a time.",
    "field.default_type",
    DAY,
    `f = { type = "date", default_value = «2026-01-31T09:30:00», description = "A day" }`,
  ),
  row(
    "R43",
    "A date stands in no quotes.",
    "field.default_type",
    DAY,
    `f = { type = "date", default_value = «"2026-01-31"», description = "A day" }`,
  ),
  row(
    "R44",
    "A default is one of the choices.",
    "field.default_not_choice",
    GRADE,
    `f = { choices = ["new", "used"], default_value = «"old"», description = "A grade" }`,
  ),
  warned(
    "R45",
    "A field with a default is not required; the first profile allowed it.",
    "field.required_with_default",
    GRADE,
    `f = { type = "text", required = true, «default_value» = "none", description = "A text" }`,
  ),
  {
    rule: "R45",
    says: "Later profiles refuse a default beside required.",
    code: "field.required_with_default",
    severity: "error",
    valid: { ...field(GRADE), options: { profile: "2.x" } },
    invalid: {
      ...field(`f = { type = "text", required = true, «default_value» = "none", description = "A text" }`),
      options: { profile: "2.x" },
    },
  },
  row("R46", "The name of a field starts with no underscore.", "field.name_private", TEXT, `«_f» = "A text"`),
  row("R47", "The name of a field is not reserved.", "field.name_reserved", TEXT, `«model_config» = "A text"`),
  row("R47", "No name reaches a prototype.", "field.name_reserved", TEXT, `«__proto__» = "A text"`),
  row("R47", "The name of a field is letters, digits and underscores.", "field.name_malformed", TEXT, `«"f-g"» = "A text"`),
  warned("R47", "A word of Python is refused by other runtimes.", "field.name_keyword", TEXT, `«class» = "A text"`),
  warned("R47", "Names in snake_case are at home everywhere.", "field.name_style", TEXT, `«myField» = "A text"`),
  row(
    "R48",
    "A field has no key besides its own.",
    "toml.unknown_key",
    TEXT,
    `f = { type = "integer", «minimum» = 1, description = "A count" }`,
  ),
];
