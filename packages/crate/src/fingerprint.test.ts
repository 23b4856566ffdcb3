import { describe, expect, it } from "vitest";
import { fingerprintCrate, readCrate } from "./fingerprint.ts";

const crate = fingerprintCrate({ concepts: { "shop.Order": { description: "An order" } }, pipes: {} });

describe("readCrate", () => {
  it("gives back the crate that was sealed", () => {
    expect(readCrate(JSON.parse(JSON.stringify(crate)))).toEqual(crate);
  });

  it("refuses a crate that was changed after it was sealed", () => {
    const changed = { ...crate, concepts: { "shop.Order": { description: "Another order" } } };
    expect(() => readCrate(changed)).toThrow(expect.objectContaining({ code: "crate.fingerprint_mismatch" }));
  });

  it("refuses a newer schema and what is no crate", () => {
    expect(() => readCrate({ ...crate, schema: 2 })).toThrow(
      expect.objectContaining({ code: "crate.schema_unsupported" }),
    );
    for (const value of [null, 1, [], "x", { schema: 1 }]) {
      expect(() => readCrate(value)).toThrow(expect.objectContaining({ name: "CrateError" }));
    }
  });

  it("pins the fingerprint, so that a change of the spelling shows", () => {
    expect(crate.fingerprint).toMatchInlineSnapshot(
      `"86ec6b9787276b7a747d9a74b25735de593dd8d580a8f00dfa70bd499872ee53"`,
    );
  });
});
