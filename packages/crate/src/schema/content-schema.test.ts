import { describe, expect, it } from "vitest";
import type { Concept } from "../crate.ts";
import { conceptSchemas, contentSchemaOf } from "./content-schema.ts";

const concepts: Record<string, Concept> = {
  "shop.Line": {
    description: "A line",
    fields: {
      count: { type: "integer", required: false, default: 1, description: "How many" },
      at: { type: "time", required: true },
    },
  },
  "shop.Order": {
    description: "An order",
    fields: {
      state: { type: "text", choices: ["open", "paid"], required: true, description: "Where it stands" },
      note: { type: "text", required: false, description: "A remark" },
      lines: { type: "list", item_type: "concept", item_concept: "shop.Line", required: true },
      tags: { type: "list", choices: ["new"], required: true },
      prices: { type: "dict", key_type: "text", value_type: "number", required: true },
      more: { type: "dict", key_type: "text", value_type: "json", required: true },
      follows: { type: "concept", concept: "shop.Order", required: false },
    },
  },
  "shop.Rush": { description: "An urgent order", refines: "shop.Order" },
  "shop.Note": { description: "A note" },
};

describe("contentSchemaOf", () => {
  it("requires what must be there, and takes null or nothing for the rest", () => {
    expect(contentSchemaOf(concepts, "shop.Line", "single")).toEqual({
      title: "shop.Line",
      description: "A line",
      type: "object",
      properties: {
        count: { anyOf: [{ type: "integer" }, { type: "null" }], description: "How many", default: 1 },
        at: { type: "string", pattern: expect.stringContaining("[01]") as string },
      },
      required: ["at"],
      additionalProperties: false,
    });
  });

  it("has the fields of what is refined, and those of a text for a concept that is only described", () => {
    const rush = contentSchemaOf(concepts, "shop.Rush", "single");
    expect(rush).toMatchObject({ title: "shop.Rush", description: "An urgent order" });
    expect(Object.keys(rush["properties"] as object)).toEqual(Object.keys(concepts["shop.Order"]?.fields ?? {}));
    expect(contentSchemaOf(concepts, "shop.Note", "single")).toMatchObject({
      title: "shop.Note",
      properties: { text: { type: "string" } },
      required: ["text"],
    });
  });

  it("says what items, values and choices are", () => {
    const { properties } = contentSchemaOf(concepts, "shop.Order", "single") as { properties: object };
    expect(properties).toMatchObject({
      state: { type: "string", enum: ["open", "paid"] },
      lines: { type: "array", items: { $ref: "#/$defs/shop.Line" } },
      tags: { type: "array", items: { type: "string", enum: ["new"] } },
      prices: { type: "object", additionalProperties: { type: "number" } },
      more: { type: "object", additionalProperties: {} },
      follows: { anyOf: [{ $ref: "#/$defs/shop.Order" }, { type: "null" }] },
    });
  });

  it("is an array where several are declared, of N where N is", () => {
    const many = contentSchemaOf(concepts, "shop.Order", "many");
    expect(many).toMatchObject({ type: "array", items: { title: "shop.Order" } });
    expect(Object.keys(many)).toEqual(["type", "items", "$defs"]);
    expect(Object.keys(many["$defs"] as object)).toEqual(["shop.Line", "shop.Order"]);
    expect(contentSchemaOf(concepts, "shop.Line", 3)).toMatchObject({ minItems: 3, maxItems: 3 });
  });

  it("keeps what is measured: a caller may have it, a run gives it", () => {
    const { properties } = contentSchemaOf({}, "native.YesNo", "single") as { properties: object };
    expect(Object.keys(properties)).toEqual(["yes_no", "probability"]);
  });

  it("says nothing of what has no fixed shape", () => {
    expect(contentSchemaOf({}, "native.Anything", "single")).toEqual({
      title: "native.Anything",
      description: "Any value",
    });
    expect(contentSchemaOf({}, "native.Composite", "single")).toMatchObject({ type: "object" });
  });

  it("walks any depth of concepts", () => {
    const length = 20_000;
    const chain = Object.fromEntries(
      Array.from({ length }, (_, index) => [
        `t.C${index}`,
        {
          description: "d",
          fields: { next: { type: "concept", concept: `t.C${index + 1}`, required: false } },
        } satisfies Concept,
      ]),
    );
    expect(Object.keys(contentSchemaOf(chain, "t.C0", "single")["$defs"] as object)).toHaveLength(length);
  });
});

describe("conceptSchemas", () => {
  it("are one document with every concept, and the natives that these hold", () => {
    const { $schema, $defs } = conceptSchemas({
      concepts: {
        ...concepts,
        "shop.Scan": {
          description: "A scan",
          fields: { of: { type: "concept", concept: "native.Image", required: true } },
        },
      },
    }) as { $schema: string; $defs: object };
    expect($schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(Object.keys($defs)).toEqual([
      "native.Image",
      "shop.Line",
      "shop.Note",
      "shop.Order",
      "shop.Rush",
      "shop.Scan",
    ]);
  });
});
