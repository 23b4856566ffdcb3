import { describe, expect, it } from "vitest";
import { RULES } from "./__fixtures__/rules/index.ts";
import type { Sample } from "./__fixtures__/rules/rule.ts";
import { unmark } from "./__fixtures__/marked.ts";
import { messageOf } from "./messages/messages.ts";
import { parseMethod } from "./parse-method.ts";

/** The rules of bundles and of methods. R136 to R161, those of packages, have rows of their own. */
const NUMBERS = [...range(1, 135), ...range(162, 167)].map((number) => `R${number}`);

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const parse = ({ files, options }: Sample) => parseMethod(files, options);

describe("the rules of the language", () => {
  it("each have a row", () => {
    const rows = new Set(RULES.map(({ rule }) => rule));
    expect(NUMBERS.filter((rule) => !rows.has(rule))).toEqual([]);
    expect([...rows].filter((rule) => !NUMBERS.includes(rule))).toEqual([]);
  });

  for (const [index, { rule, says, code, severity, valid, invalid }] of RULES.entries()) {
    describe(`${rule} (${index}): ${says}`, () => {
      it(`accepts what keeps it`, () => {
        const method = parse(valid);
        expect(method.diagnostics.filter((one) => one.code === code || one.severity === "error")).toEqual([]);
        expect(method.ok).toBe(true);
      });

      it(`reports ${code} where it is broken, and no other error`, () => {
        const marked = invalid.files.find((file) => file.text.includes("«"));
        const { start, end } = unmark(marked?.text ?? "");
        const files = invalid.files.map(({ path, text }) => ({ path, text: unmark(text).text }));
        const { diagnostics } = parse({ ...invalid, files });
        const found = diagnostics.filter((one) => one.code === code);
        expect(
          found.map((one) => [one.file, one.start.offset, one.end.offset, one.severity]),
          JSON.stringify(diagnostics.map(messageOf)),
        ).toEqual([[marked?.path, start, end, severity]]);
        expect(diagnostics.filter((one) => one.severity === "error" && one.code !== code)).toEqual([]);
      });
    });
  }
});
