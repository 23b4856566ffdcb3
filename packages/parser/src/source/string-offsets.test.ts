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
    const offsets = stringOffsets(text, string?.span ?? { start: 0, end: 0 });
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
        const offsets = stringOffsets(text, string.span);
        expect(offsets).toHaveLength(string.value.length + 1);
        expect(offsets.every((offset, index) => offset >= (offsets[index - 1] ?? 0) && offset <= string.span.end)).toBe(
          true,
        );
      }),
    );
  });
});
