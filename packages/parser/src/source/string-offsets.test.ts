import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReporter } from "../diagnostics/reporter.ts";
import { readToml } from "./read-toml.ts";
import { createSourceText } from "./source-text.ts";
import { stringOffsets } from "./string-offsets.ts";

function stringOf(text: string) {
  const value = readToml(createReporter(createSourceText("a", text), []))?.entries.get("a")?.value;
  return value?.kind === "string" ? value : undefined;
}

describe("stringOffsets", () => {
  it("maps every character of a string to where it is written", () => {
    const text = `a = """\r\nx\\u0041\\\r\n   é\\U0001F600\r\ny"""`;
    const string = stringOf(text);
    expect(string?.value).toBe("xAé😀\ny");
    const mapped = stringOffsets(text, string?.span ?? { start: 0, end: 0 });
    const offsets = Array.from({ length: 8 }, (_, index) => mapped.at(index) ?? 0);
    expect(mapped.at(8)).toBeUndefined();
    expect(offsets.map((offset) => text.slice(offset, offset + 1))).toEqual([
      "x",
      "\\",
      "é",
      "\\",
      "\\",
      "\r",
      "y",
      '"',
    ]);
  });

  it("gives a place for each character and one for the end, rising, for any string", () => {
    const parts = fc.array(fc.constantFrom("x", "\\n", "\\u00e9", "\\t", "\n", "\r\n", "\\\n  ", "é", "𝒳", "'", '\\"'));
    fc.assert(
      fc.property(parts, fc.constantFrom('"""', "'''"), (written, quote) => {
        const text = `a = ${quote}${written.join("").replaceAll("'", quote === "'''" ? "x" : "'")}${quote}`;
        const string = stringOf(text);
        if (string === undefined) return;
        const mapped = stringOffsets(text, string.span);
        const { length } = string.value;
        expect([mapped.at(-1), mapped.at(length + 1), mapped.indexOf(0)]).toEqual([undefined, undefined, -1]);
        const offsets = Array.from({ length: length + 1 }, (_, index) => mapped.at(index) ?? -1);
        for (const [index, offset] of offsets.entries()) {
          expect(offsets[mapped.indexOf(offset)]).toBe(offset);
          const letter = string.value.charAt(index);
          if (letter === text.charAt(offset)) continue;
          expect(index === length || text.charAt(offset) === "\\" || text.charAt(offset) === "\r").toBe(true);
        }
        expect(offsets.every((offset, index) => offset >= (offsets[index - 1] ?? 0) && offset <= string.span.end)).toBe(
          true,
        );
      }),
    );
  });
});
