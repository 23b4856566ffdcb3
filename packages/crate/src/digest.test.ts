import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sha256Hex, utf8Length } from "./digest.ts";

it("agrees with the platform's SHA-256 and UTF-8 on any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(sha256Hex(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }),
  );
});
