import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withPipes } from "../__fixtures__/shop.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { parseMethod } from "../parse-method.ts";
import { applyFix } from "./apply-fix.ts";

const WHOLE = withPipes(`
[pipe.all] # every kind of table
type = "PipeSequence"
description = "d"
inputs = { order = "Order" }
output = "Note[]"
steps = [
  { pipe = "split", result = "lines" }, # first
  { pipe = "label", batch_over = "lines", batch_as = "line" },
]

[pipe.each]
type = "PipeBatch"
description = "d"
output = "Note[]"
branch_pipe_code = "label"
input_list_name = "lines"
input_item_name = "line"

[pipe.each.inputs]
lines = "Line[]" # the list

[pipe.make]
type = "PipeCompose"
description = "d"
inputs.order = "Order"
output = "Line"
construct.label = { from = "order.number" }

[[pipe.twice.steps]]
pipe = "main"
result = "note"

[[pipe.twice.steps]]
pipe = "main"

[pipe.twice]
type = "PipeSequence"
description = "d"
inputs = { order = "Order" }
output = "Note"
`);

const read = (text: string): readonly Diagnostic[] => parseMethod([{ path: "a.mthds", text }]).diagnostics;
const errorsOf = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.flatMap(({ code, severity }) => (severity === "error" ? [code] : []));
const words = [...WHOLE.matchAll(/[A-Za-z_]{3,}/gu)].map((match) => ({ word: match[0], at: match.index }));

/** The slips of a hand: a letter left out, doubled or swapped, and another case. */
const slips: readonly ((word: string, at: number) => string)[] = [
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => word.slice(0, at + 1) + word.slice(at),
  (word, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  (word) =>
    word.charAt(0) === word.charAt(0).toLowerCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word.toLowerCase(),
];

describe("the fixes of a method with a slip", () => {
  it("remove their diagnostic and add none, and leave every comment", () => {
    let fixed = 0;
    let whole = 0;
    for (const { word, at } of words) {
      for (const slip of slips) {
        const text = WHOLE.slice(0, at) + slip(word, word.length >> 1) + WHOLE.slice(at + word.length);
        const before = read(text);
        for (const { code, severity, fix } of before) {
          if (fix === undefined || severity !== "error") continue;
          fixed += 1;
          const mended = applyFix(text, fix) ?? "";
          const [was, is] = [[...errorsOf(before)], [...errorsOf(read(mended))]];
          expect([fix.ops, is.length < was.length]).toEqual([fix.ops, true]);
          was.splice(was.indexOf(code), 1);
          expect([fix.ops, was]).toEqual([fix.ops, expect.arrayContaining(is)]);
          expect(mended.match(/# .*$/gmu)).toEqual(text.match(/# .*$/gmu));
          if (is.length === 0) whole += 1;
        }
      }
    }
    expect(fixed).toBeGreaterThan(300);
    expect(whole / fixed).toBeGreaterThan(0.75);
  });

  it("fit the text, whatever happened to it", () => {
    const place = fc.nat({ max: WHOLE.length });
    fc.assert(
      fc.property(place, fc.nat({ max: 20 }), fc.string({ maxLength: 6 }), (at, length, piece) => {
        const text = WHOLE.slice(0, at) + piece + WHOLE.slice(at + length);
        for (const { fix } of read(text)) if (fix !== undefined) expect(applyFix(text, fix)).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });
});
