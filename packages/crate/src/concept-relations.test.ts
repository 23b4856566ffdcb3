import { describe, expect, it } from "vitest";
import { isCompatible, isTextLike, refines, resolvedFields } from "./concept-relations.ts";
import type { Concept } from "./crate.ts";

const concepts: Record<string, Concept> = {
  "shop.Note": { description: "A note" },
  "shop.Remark": { description: "A remark" },
  "shop.Invoice": { description: "An invoice", refines: "native.Document" },
  "shop.Order": { description: "An order", fields: { total: { type: "number", required: true } } },
  "shop.RushOrder": { description: "A rush order", refines: "shop.Order" },
  "shop.Loop": { description: "A loop", refines: "shop.Pool" },
  "shop.Pool": { description: "A pool", refines: "shop.Loop" },
};

describe("compatibility", () => {
  it("accepts a refinement where its ancestor is expected, never the other way round", () => {
    expect(isCompatible(concepts, "shop.RushOrder", "shop.Order")).toBe(true);
    expect(isCompatible(concepts, "shop.Order", "shop.RushOrder")).toBe(false);
    expect(isCompatible(concepts, "shop.Invoice", "native.Document")).toBe(true);
    expect(isCompatible(concepts, "native.Document", "shop.Invoice")).toBe(false);
  });

  it("counts a description-only concept as text, and lets such concepts stand for one another", () => {
    expect(isTextLike(concepts, "shop.Note")).toBe(true);
    expect(isCompatible(concepts, "shop.Note", "native.Text")).toBe(true);
    expect(isCompatible(concepts, "shop.Note", "shop.Remark")).toBe(true);
    expect(isCompatible(concepts, "native.Number", "shop.Remark")).toBe(false);
  });

  it("lets Anything and Dynamic meet every concept", () => {
    expect(isCompatible(concepts, "shop.Order", "native.Anything")).toBe(true);
    expect(isCompatible(concepts, "native.Dynamic", "shop.Order")).toBe(true);
  });

  it("ends on a cycle of refinements", () => {
    expect(refines(concepts, "shop.Loop", "native.Text")).toBe(false);
    expect(resolvedFields(concepts, "shop.Loop")).toBeUndefined();
  });

  it("gives a refinement the fields of what it refines", () => {
    expect(Object.keys(resolvedFields(concepts, "shop.RushOrder") ?? {})).toEqual(["total"]);
  });
});
