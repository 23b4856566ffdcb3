import type { Concept } from "@perdure/crate";
import { expect, it } from "vitest";
import { withDefaults } from "./with-defaults.ts";

const concepts: Readonly<Record<string, Concept>> = {
  "shop.Line": {
    description: "A line",
    fields: {
      label: { type: "text", required: true },
      count: { type: "integer", required: false, default: 1 },
      note: { type: "text", required: false },
    },
  },
  "shop.Order": {
    description: "An order",
    fields: {
      tags: { type: "list", item_type: "text", required: false, default: ["new"] },
      first: { type: "concept", concept: "shop.Line", required: false },
      lines: { type: "list", item_type: "concept", item_concept: "shop.Line", required: false },
    },
  },
  "shop.Rush": { description: "An urgent order", refines: "shop.Order" },
};

it("fills what has no value or null, in nested structures and lists too, and leaves the rest as it is", () => {
  const order = {
    first: { label: "a" },
    lines: [
      { label: "b", count: null, note: null },
      { label: "c", count: 3 },
    ],
  };
  expect(withDefaults(concepts, "shop.Rush", order)).toEqual({
    first: { label: "a", count: 1 },
    lines: [
      { label: "b", count: 1, note: null },
      { label: "c", count: 3 },
    ],
    tags: ["new"],
  });
  expect(withDefaults(concepts, "shop.Order", { tags: [], lines: null })).toEqual({ tags: [], lines: null });
  expect(withDefaults(concepts, "shop.Line", [{ label: "a" }])).toEqual([{ label: "a", count: 1 }]);
  for (const bare of ["a", 1, null, { text: "a" }]) expect(withDefaults(concepts, "native.Text", bare)).toEqual(bare);
});
