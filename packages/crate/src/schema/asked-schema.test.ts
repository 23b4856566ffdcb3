import { describe, expect, it } from "vitest";
import type { Concept } from "../crate.ts";
import { jsonSchemaOf } from "./asked-schema.ts";

const concepts: Record<string, Concept> = {
  "shop.Line": { description: "A line", fields: { count: { type: "integer", required: true } } },
  "shop.Order": {
    description: "An order",
    fields: {
      state: { type: "text", choices: ["open", "paid"], required: true, description: "Where it stands" },
      note: { type: "text", required: false, description: "A remark" },
      lines: { type: "list", item_type: "concept", item_concept: "shop.Line", required: true },
      tags: { type: "list", required: true },
      prices: { type: "dict", key_type: "text", value_type: "number", required: true },
      follows: { type: "concept", concept: "shop.Order", required: false },
    },
  },
};

describe("jsonSchemaOf", () => {
  it("closes objects, requires every member, and lets an optional one be null", () => {
    expect(jsonSchemaOf(concepts, "shop.Line", "single")).toEqual({
      title: "shop.Line",
      type: "object",
      properties: { count: { type: "integer" } },
      required: ["count"],
      additionalProperties: false,
    });
    const order = jsonSchemaOf(concepts, "shop.Order", "single") as { properties: Record<string, unknown> };
    expect(order.properties["note"]).toEqual({
      anyOf: [{ type: "string" }, { type: "null" }],
      description: "A remark",
    });
    expect(order.properties["state"]).toEqual({
      type: "string",
      enum: ["open", "paid"],
      description: "Where it stands",
    });
  });

  it("defines nested concepts once, a recursive one included", () => {
    const order = jsonSchemaOf(concepts, "shop.Order", "single") as { $defs: Record<string, unknown> };
    expect(Object.keys(order.$defs)).toEqual(["shop.Line", "shop.Order"]);
  });

  it("points at the concepts of packages by names that a pointer can hold", () => {
    const address = "github.com/example/tools";
    const box: Concept = {
      description: "A box",
      fields: { lid: { type: "concept", concept: `${address}::boxes.Lid`, required: true } },
    };
    const lid: Concept = { description: "A lid", fields: { label: { type: "text", required: true } } };
    const packaged = { [`${address}::boxes.Box`]: box, [`${address}::boxes.Lid`]: lid };
    const schema = jsonSchemaOf(packaged, `${address}::boxes.Box`, "single") as unknown as {
      properties: { lid: { $ref: string } };
      $defs: Record<string, { title: string }>;
    };
    const [, , name = "", ...rest] = schema.properties.lid.$ref.split("/");
    expect([rest, schema.$defs[name]?.title]).toEqual([[], `${address}::boxes.Lid`]);
  });

  it("asks for an array where several values are declared, of N where N is", () => {
    expect(jsonSchemaOf(concepts, "shop.Line", "many")).toMatchObject({ type: "array", items: { title: "shop.Line" } });
    expect(jsonSchemaOf(concepts, "shop.Line", 3)).toMatchObject({ minItems: 3, maxItems: 3 });
  });

  it("never asks a model for a measured uncertainty", () => {
    expect(Object.keys((jsonSchemaOf({}, "native.YesNo", "single") as { properties: object }).properties)).toEqual([
      "yes_no",
    ]);
  });
});
