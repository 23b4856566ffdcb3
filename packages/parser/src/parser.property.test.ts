import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withPipes } from "./__fixtures__/shop.ts";
import { parseMethod } from "./parse-method.ts";
import type { ParsedMethod } from "./parse-method.ts";
import { renderDiagnostic } from "./diagnostics/render-diagnostic.ts";

const WHOLE = withPipes(`
[pipe.all]
type = "PipeSequence"
description = "d"
inputs = { order = "Order" }
output = "Note[]"
steps = [
  { pipe = "split", result = "lines" },
  { pipe = "label", batch_over = "lines", batch_as = "line" },
]

[pipe.choose]
type = "PipeCondition"
description = "d"
inputs = { order = "Order" }
output = "Note"
expression_template = """{% if order.total %}\\u0061{% else %}b{% endif %}"""
outcomes = { a = "main" }
default_outcome = "fail"

[pipe.make]
type = "PipeCompose"
description = "d"
inputs = { order = "Order" }
output = "Line"
construct = { label = { template = "$order.number" } }
`);

function expectSound(method: ParsedMethod, text: string): void {
  for (const diagnostic of method.diagnostics) {
    const { start, end } = diagnostic;
    expect(start.offset).toBeGreaterThanOrEqual(0);
    expect(end.offset).toBeGreaterThanOrEqual(start.offset);
    expect(end.offset).toBeLessThanOrEqual(text.length);
    const before = text.slice(0, start.offset).split("\n");
    expect([start.line, start.column]).toEqual([before.length, (before.at(-1)?.length ?? 0) + 1]);
    expect(Object.isFrozen(diagnostic)).toBe(true);
    expect(renderDiagnostic(diagnostic, text).split("\n").length).toBeLessThanOrEqual(
      3 + (diagnostic.related?.length ?? 0),
    );
  }
  expect(method.crate !== undefined).toBe(method.ok);
}

describe("parseMethod on any text", () => {
  it("never throws on arbitrary text, and points inside it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expectSound(parseMethod([{ path: "a.mthds", text }]), text);
      }),
    );
  });

  it("never throws on a method with a stretch replaced, and points inside it", () => {
    const pieces = fc.oneof(
      fc.constantFrom(
        "",
        '"',
        "{",
        "}}",
        "[pipe.main]",
        "\r\n",
        "$",
        "@?x",
        "{{ x }}",
        "->",
        "native.",
        "__proto__",
        "é𝒳",
        "= 5.0",
        "[]",
        "[3]?",
      ),
      fc.string({ maxLength: 8 }),
    );
    const place = fc.nat({ max: WHOLE.length });
    fc.assert(
      fc.property(place, fc.nat({ max: 30 }), pieces, (at, length, piece) => {
        const text = WHOLE.slice(0, at) + piece + WHOLE.slice(at + length);
        expectSound(parseMethod([{ path: "a.mthds", text }]), text);
      }),
      { numRuns: 400 },
    );
  });

  it("reads the same method to the same crate, whatever its line ends", () => {
    const crate = (text: string) => parseMethod([{ path: "a.mthds", text }]).crate?.fingerprint;
    expect(crate(WHOLE)).toBeDefined();
    expect(crate(WHOLE.replaceAll("\n", "\r\n"))).toBe(crate(WHOLE));
  });
});
