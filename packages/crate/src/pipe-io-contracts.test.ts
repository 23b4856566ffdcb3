import { expect, it } from "vitest";
import type { Concept, InputSlot, Pipe } from "./crate.ts";
import { pipeIoContracts } from "./pipe-io-contracts.ts";

const concepts: Record<string, Concept> = {
  "shop.Order": { description: "An order", fields: { number: { type: "text", required: true } } },
};
const slot = (part: Partial<InputSlot>): InputSlot => ({
  concept: "shop.Order",
  multiplicity: "single",
  presence: "lift",
  ...part,
});
const pipe = (part: Partial<Pipe>): Pipe =>
  ({
    type: "PipeSignature",
    code: "p",
    domain: "shop",
    description: "d",
    inputs: {},
    output: { concept: "native.Text", multiplicity: "single", optional: false },
    place: { file: "a", line: 1, column: 1 },
    settings: {},
    ...part,
  }) as Pipe;

it("says of each slot what it takes, how often, and whether it may be left out", () => {
  const inputs = {
    one: slot({}),
    maybe: slot({ presence: "optional" }),
    surely: slot({ presence: "required" }),
    all: slot({ multiplicity: "many" }),
    three: slot({ multiplicity: 3 }),
  };
  const output = { concept: "shop.Order", multiplicity: 2, optional: false } as const;
  const schema = {
    title: "shop.Order",
    description: "An order",
    type: "object",
    properties: { number: { type: "string" } },
    required: ["number"],
    additionalProperties: false,
  };
  const of = { concept_ref: "shop.Order", item_count: null };
  expect(pipeIoContracts({ concepts, pipes: { "shop.p": pipe({ inputs, output }) } })).toEqual({
    "shop.p": {
      inputs: {
        one: { ...of, presence: "plain", multiplicity: "single", json_schema: schema },
        maybe: { ...of, presence: "optional", multiplicity: "single", json_schema: schema },
        surely: { ...of, presence: "force", multiplicity: "single", json_schema: schema },
        all: { ...of, presence: "plain", multiplicity: "variable", json_schema: { type: "array", items: schema } },
        three: {
          ...of,
          presence: "plain",
          multiplicity: "fixed",
          item_count: 3,
          json_schema: { type: "array", items: schema, minItems: 3, maxItems: 3 },
        },
      },
      output: { concept_ref: "shop.Order", multiplicity: "fixed", item_count: 2, optional: false },
    },
  });
});

it("is there for every pipe in the order of their names, for a signature too, and for none outside the files", () => {
  const pipes = {
    "shop.z": pipe({}),
    "shop.a": pipe({ output: { concept: "native.Text", multiplicity: "single", optional: true } }),
    "other.x": pipe({ settings: { not_checked: "other.x" } }),
    "shop.stand_in": pipe({ settings: { not_checked: "other.X", signature_for: "PipeLLM" } }),
  };
  const contracts = pipeIoContracts({ concepts, pipes });
  expect(Object.keys(contracts)).toEqual(["shop.a", "shop.stand_in", "shop.z"]);
  expect(contracts["shop.a"]).toEqual({
    inputs: {},
    output: { concept_ref: "native.Text", multiplicity: "single", item_count: null, optional: true },
  });
});
