import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainLine, plainText } from "./plain-text.ts";

const ATTACK = "a\u001B[2Jb\u0007c\u009Bd\u202Ee\u001B]0;title\u0007f\r\ng\u2028h";

describe("plain text", () => {
  it("cannot move the cursor, ring, colour or reorder, whatever it comes from", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
        expect(plainText(text + ATTACK)).not.toMatch(/(?![\n\t])\p{Cc}|\u202E|\u2028/u);
        expect(plainLine(text + ATTACK)).not.toMatch(/\n|\t/);
      }),
    );
  });

  it("leaves nothing of a terminal's sequences", () => {
    expect(plainText(ATTACK)).toBe("abcdef\ngh");
  });

  it("keeps what people write", () => {
    expect(plainText("één\n\tzwei 三\r\nvier")).toBe("één\n\tzwei 三\nvier");
    expect(plainLine("  a\n  b ")).toBe("a b");
  });
});
