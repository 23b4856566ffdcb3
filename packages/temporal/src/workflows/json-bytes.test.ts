import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonBytes } from "./json-bytes.ts";

describe("jsonBytes", () => {
  it("counts what the JSON takes in UTF-8", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: "binary" }), (value, text) => {
        const both = { value, text };
        expect(jsonBytes(both)).toBe(new TextEncoder().encode(JSON.stringify(both)).length);
      }),
    );
  });
});
