import type { Concept, Json, JsonObject } from "@perdure/crate";
import { describe, expect, it } from "vitest";
import { answerSchema } from "./answer-schema.ts";
import { schemaViolations } from "./schema-validator.ts";
import { structurePrompt } from "./structure-prompt.ts";

const CONCEPTS: Record<string, Concept> = {
  "shop.Order": {
    description: "An order",
    fields: {
      status: { type: "text", required: true, choices: ["open", "paid"], description: "Where it stands" },
      tags: { type: "list", required: false },
      buyer: { type: "concept", concept: "shop.Buyer", required: true },
      currency: { type: "text", required: false, default: "EUR" },
    },
  },
  "shop.Buyer": { description: "A buyer", fields: { name: { type: "text", required: true } } },
  "shop.Part": {
    description: "A part",
    fields: { parts: { type: "list", required: true, item_type: "concept", item_concept: "shop.Part" } },
  },
  "shop.Prices": { description: "Prices", fields: { by_name: { type: "dict", required: true, value_type: "number" } } },
  "shop.Note": { description: "A note" },
};

describe("the schema that a model is asked to fill", () => {
  it("has its nested concepts written out, without references", () => {
    const { schema, strict } = answerSchema(CONCEPTS, "shop.Order", "single");
    expect(JSON.stringify(schema)).not.toContain("$ref");
    expect(schema).toMatchObject({ properties: { buyer: { properties: { name: { type: "string" } } } } });
    expect(strict).toBe(true);
  });

  it("keeps the references of a concept that contains itself, and they lead somewhere", async () => {
    const { schema } = answerSchema(CONCEPTS, "shop.Part", "single");
    expect(await schemaViolations(schema, { parts: [{ parts: [] }] })).toEqual([]);
    expect(await schemaViolations(schema, { parts: [{ parts: [3] }] })).not.toEqual([]);
  });

  it("has an object at its root for a list too, and gives its items", async () => {
    const { schema, contentsOf } = answerSchema(CONCEPTS, "shop.Buyer", 2);
    expect(schema["type"]).toBe("object");
    const answer = { items: [{ name: "Ada" }, { name: "Ken" }] };
    expect(await schemaViolations(schema, answer)).toEqual([]);
    expect(contentsOf(answer)).toEqual(answer.items);
    expect(await schemaViolations(schema, { items: [{ name: "Ada" }] })).not.toEqual([]);
  });

  it("asks for objects with a text in them where several texts are wanted", () => {
    expect(answerSchema(CONCEPTS, "shop.Note", "many").schema).toMatchObject({
      properties: { items: { items: { properties: { text: { type: "string" } } } } },
    });
  });

  it("is not strict where an object stays open", () => {
    expect(answerSchema(CONCEPTS, "shop.Prices", "single").strict).toBe(false);
  });

  it("fills in a default where the answer states nothing", () => {
    const { contentsOf } = answerSchema(CONCEPTS, "shop.Order", "single");
    const answer: JsonObject = { status: "open", tags: null, buyer: { name: "Ada" }, currency: null };
    expect(contentsOf(answer)).toEqual([{ ...answer, currency: "EUR" }]);
  });
});

describe("a validator", () => {
  it("names the place and the rule, with what is allowed", async () => {
    const { schema } = answerSchema(CONCEPTS, "shop.Order", "single");
    const answer: Json = { status: "lost", tags: null, buyer: { name: 3 }, currency: null };
    expect(await schemaViolations(schema, answer)).toEqual(
      expect.arrayContaining([
        { path: "/status", message: expect.stringContaining("open, paid") },
        { path: "/buyer/name", message: "must be string" },
      ]),
    );
  });
});

describe("a date or time in an answer", () => {
  const fits = async (ref: string, answer: Json): Promise<boolean> =>
    (await schemaViolations(answerSchema({}, ref, "single").schema, answer)).length === 0;

  it("may be without a zone, and must be one", async () => {
    expect(await fits("native.Time", { time: "12:30:00" })).toBe(true);
    expect(await fits("native.Time", { time: "12:30:00Z" })).toBe(true);
    expect(await fits("native.Time", { time: "noon" })).toBe(false);
    expect(await fits("native.Date", { date: "2026-02-30", time: null })).toBe(false);
  });
});

describe("what is said about the structure", () => {
  it("describes every field, nested concepts included", () => {
    const prompt = structurePrompt(CONCEPTS, "shop.Order", "single");
    for (const part of ['"open" | "paid"', "Where it stands", "list of text, optional", "Buyer: A buyer", '"EUR"']) {
      expect(prompt).toContain(part);
    }
  });

  it("says how many are wanted", () => {
    expect(structurePrompt(CONCEPTS, "shop.Order", 3)).toContain("exactly 3 Order");
    expect(structurePrompt(CONCEPTS, "shop.Note", "many")).toContain("list of Note");
  });

  it("says nothing for one text, and ends for a concept that contains itself", () => {
    expect(structurePrompt(CONCEPTS, "shop.Note", "single")).toBe("");
    expect(structurePrompt(CONCEPTS, "shop.Part", "single").match(/Part: A part/g)).toHaveLength(1);
  });
});
