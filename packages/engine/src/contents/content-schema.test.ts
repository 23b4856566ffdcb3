import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { contentSchemaOf } from "@perdure/crate";
import type { Concept, Field, FieldType, Json } from "@perdure/crate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentProblems } from "./content-problems.ts";

const SCALARS: readonly FieldType[] = ["text", "integer", "number", "boolean", "date", "time", "datetime", "json"];
const REFS = ["t.A", "t.B", "native.Text", "native.Image", "native.Page", "native.Rating", "native.Anything"] as const;

const scalar = fc.constantFrom(...SCALARS);
const ref = fc.constantFrom(...REFS);
const field: fc.Arbitrary<Field> = fc
  .tuple(
    fc.oneof<fc.Arbitrary<Omit<Field, "required">>[]>(
      scalar.map((type) => ({ type })),
      fc.constant({ type: "text", choices: ["open", "paid"] }),
      scalar.map((item_type) => ({ type: "list", item_type })),
      ref.map((item_concept) => ({ type: "list", item_type: "concept", item_concept })),
      ref.map((concept) => ({ type: "concept", concept })),
      fc.constant({ type: "dict", key_type: "text", value_type: "json" }),
    ),
    fc.boolean(),
  )
  .map(([what, required]) => ({ ...what, required }));
const concepts: fc.Arbitrary<Readonly<Record<string, Concept>>> = fc
  .tuple(...["t.A", "t.B"].map(() => fc.dictionary(fc.constantFrom("a", "b", "text", "url"), field, { maxKeys: 3 })))
  .map(([a = {}, b = {}]) => ({
    "t.A": { description: "a", fields: a },
    "t.B": { description: "b", fields: b },
  }));
const value = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Json>(
      "tea",
      "open",
      "2026-02-28",
      "09:30",
      "09:30:00+01:00",
      "2026-02-28T09:30:00",
      3,
      1.5,
      true,
      null,
    ),
    fc.array(tie("json"), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom("a", "b", "text", "url", "level", "text_and_images"), tie("json"), { maxKeys: 3 }),
  ),
})).json;

const validatorOf = (crate: Readonly<Record<string, Concept>>, concept: string) => {
  const ajv = new Ajv2020({ strict: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv.compile(contentSchemaOf(crate, concept, "single"));
};

describe("the schema of a content", () => {
  it("accepts what a run accepts, and nothing else", () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(concepts, fc.constantFrom(...REFS), value, (declared, concept, content) => {
        const isAccepted = contentProblems(declared, concept, content).length === 0;
        seen[isAccepted ? "accepted" : "refused"] += 1;
        expect(validatorOf(declared, concept)(content)).toBe(isAccepted);
      }),
      { numRuns: 500 },
    );
    expect(seen.accepted).toBeGreaterThan(20);
    expect(seen.refused).toBeGreaterThan(20);
  });

  it.each<[FieldType, Json, boolean]>([
    ["date", "2026-02-30", false],
    ["date", "2024-02-29", true],
    ["time", "24:00", false],
    ["time", "09:30:00.5Z", true],
    ["datetime", "2026-02-28", true],
    ["datetime", "2026-02-28 09:30", true],
    ["datetime", "2026-02-28T9:30", false],
    ["integer", 1.5, false],
    ["json", [], false],
  ])("holds a %s against what a run takes: %j", (type, content, isAccepted) => {
    const declared = { "t.A": { description: "a", fields: { x: { type, required: true } } } };
    expect(contentProblems(declared, "t.A", { x: content }).length === 0).toBe(isAccepted);
    expect(validatorOf(declared, "t.A")({ x: content })).toBe(isAccepted);
  });
});
