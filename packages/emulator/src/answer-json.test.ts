import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerJson, type Schema } from "./answer-json.ts";
import { createSeededChoices } from "./seeded-choices.ts";

const addFormats = formats.default as unknown as (ajv: Ajv2020) => void;
const ajv = new Ajv2020({ strict: false });
addFormats(ajv);
const isValid = (schema: Schema, value: unknown): boolean => ajv.compile(schema)(value);
const answer = (schema: Schema, seed = "seed"): unknown => answerJson(schema, createSeededChoices(seed));

const leaf: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.constant({ type: "string" }),
  fc.constantFrom("date", "time", "date-time", "email", "uri", "uuid").map((format) => ({ type: "string", format })),
  fc.tuple(fc.nat(20), fc.nat(20)).map(([low, more]) => ({ type: "string", minLength: low, maxLength: low + more })),
  fc
    .tuple(fc.integer({ min: -50, max: 50 }), fc.nat(30))
    .map(([low, more]) => ({ type: "integer", minimum: low, maximum: low + more })),
  fc.integer({ min: -5, max: 5 }).map((low) => ({ type: "number", exclusiveMinimum: low, maximum: low + 2 })),
  fc.constant({ type: "boolean" }),
  fc.constant({ type: ["string", "null"] }),
  fc.array(fc.string(), { minLength: 1 }).map((values) => ({ enum: values })),
  fc.jsonValue().map((value) => ({ const: value })),
);
const { schema: anySchema } = fc.letrec<{ schema: Record<string, unknown> }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie("schema"), { maxKeys: 4 }).map((properties) => ({
      type: "object",
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
    })),
    fc.tuple(tie("schema"), fc.nat(3), fc.nat(3)).map(([items, fewest, more]) => ({
      type: "array",
      items,
      minItems: fewest,
      maxItems: fewest + more,
    })),
    tie("schema").map((schema) => ({ anyOf: [schema, { type: "null" }] })),
  ),
}));

describe("structured answers", () => {
  it("always fit the schema that was asked for", () => {
    fc.assert(fc.property(anySchema, fc.string(), (schema, seed) => isValid(schema, answer(schema, seed))));
  });

  it("follow references to definitions, recursive ones included", () => {
    const schema = {
      $ref: "#/$defs/shop.Part",
      $defs: {
        "shop.Part": {
          type: "object",
          properties: {
            name: { type: "string" },
            next: { anyOf: [{ $ref: "#/$defs/shop.Part" }, { type: "null" }] },
            parts: { type: "array", items: { $ref: "#/$defs/shop.Part" } },
          },
          required: ["name", "next", "parts"],
          additionalProperties: false,
        },
      },
    };
    expect(isValid(schema, answer(schema))).toBe(true);
  });

  it("are the same for the same seed and spread over an enumeration for different ones", () => {
    const schema = { type: "object", properties: { verdict: { enum: ["yes", "no", "maybe"] } }, required: ["verdict"] };
    expect(answer(schema, "a")).toEqual(answer(schema, "a"));
    const picked = new Set(Array.from({ length: 40 }, (_, index) => JSON.stringify(answer(schema, String(index)))));
    expect(picked.size).toBe(3);
  });
});
