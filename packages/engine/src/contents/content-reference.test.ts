import { sha256Hex } from "@perdure/crate";
import { describe, expect, it } from "vitest";
import { digestOf, toContentReference } from "./content-reference.ts";

const digest = sha256Hex("tea");

describe("a content reference", () => {
  it("names the digest that it was made of", () => {
    expect(digestOf(toContentReference(digest))).toBe(digest);
  });

  it.each([digest, `perdure://sha256/${digest}0`, `perdure://sha256/../${digest}`, `x perdure://sha256/${digest}`, ""])(
    "is not %s",
    (text) => {
      expect(digestOf(text)).toBeUndefined();
    },
  );
});
