import type { JsonObject } from "@perdure/crate";
import type { TableKind } from "../editor/key-meanings.ts";

const text = { type: "string" } as const;
const texts: JsonObject = { type: "array", items: text };
const atLeast = (minimum: number): JsonObject => ({ type: "integer", minimum });
const table = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });
const orTable = (name: string): JsonObject => ({ anyOf: [text, table(name)] });
const tablesOf = (pattern: string, value: JsonObject): JsonObject => ({
  type: "object",
  patternProperties: { [pattern]: value },
  additionalProperties: false,
});
const atMostOne: JsonObject = { type: "number", minimum: 0, maximum: 1 };
const steps: JsonObject = { type: "array", minItems: 1, items: table("step") };
const anything: JsonObject = {};

const PIPE_CODE = "^[a-z][a-z0-9_]*$";
const CONCEPT_CODE = "^[A-Z][A-Za-z0-9]*$";
const FIELD_NAME = "^[A-Za-z][A-Za-z0-9_]*$";

/** What the value of a key is, where it is neither a text nor one of a few words. */
export const VALUE_SHAPES: Readonly<Record<TableKind, Readonly<Record<string, JsonObject>>>> = {
  bundle: {
    concept: tablesOf(CONCEPT_CODE, orTable("concept")),
    pipe: tablesOf(PIPE_CODE, table("pipe")),
  },
  concept: { structure: tablesOf(FIELD_NAME, orTable("field")), hints: table("hints") },
  field: { choices: { ...texts, minItems: 1, uniqueItems: true }, default_value: anything, hints: table("hints") },
  pipe: {
    inputs: tablesOf(PIPE_CODE, orTable("input")),
    model: orTable("model"),
    model_to_structure: orTable("model"),
    questions: tablesOf(PIPE_CODE, table("question")),
    options: anything,
    levels: anything,
    criteria: anything,
    threshold: atMostOne,
    size: anything,
    seed: { anyOf: [{ type: "integer" }, { const: "auto" }] },
    max_page_images: atLeast(0),
    page_views_dpi: atLeast(1),
    max_results: atLeast(1),
    // A TOML date is no type of JSON: tools hand it over as they like.
    from_date: anything,
    to_date: anything,
    include_domains: texts,
    exclude_domains: texts,
    template: orTable("template"),
    construct: { type: "object", minProperties: 1 },
    steps,
    branches: steps,
    outcomes: { type: "object", minProperties: 1, additionalProperties: text },
  },
  input: { hints: table("hints") },
  step: { nb_output: atLeast(1) },
  template: { extra_context: { type: "object" } },
  style: {},
  construct_field: {},
  model: {
    temperature: atMostOne,
    max_tokens: { anyOf: [atLeast(1), { const: "auto" }] },
    reasoning_budget: atLeast(1),
    max_nb_images: atLeast(0),
    image_min_size: atLeast(0),
    nb_steps: atLeast(1),
    guidance_scale: { type: "number", exclusiveMinimum: 0 },
    safety_tolerance: { type: "integer", minimum: 1, maximum: 6 },
    max_results: atLeast(1),
  },
  question: { options: anything, levels: anything, criteria: anything, threshold: atMostOne },
  hints: {},
};

/** The keys that a table needs, where it needs the same ones always. A signature needs no `type`. */
export const REQUIRED_KEYS: Readonly<Partial<Record<TableKind, readonly string[]>>> = {
  bundle: ["domain"],
  concept: ["description"],
  field: ["description"],
  pipe: ["description", "output"],
  input: ["concept"],
  template: ["template", "category"],
  style: ["tag_style"],
  model: ["model"],
};
