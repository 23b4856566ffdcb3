import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cursorIn } from "../__fixtures__/cursor.ts";
import { withPipes } from "../__fixtures__/shop.ts";
import { completionsAt } from "./completions-at.ts";

function complete(marked: string) {
  const { text, offset } = cursorIn(withPipes(marked));
  const offers = completionsAt([{ path: "a.mthds", text }], "a.mthds", offset);
  return { offers, labels: offers.map(({ label }) => label), text };
}
const PIPE = `
[pipe.p]
type = "PipeLLM"
description = "d"
inputs = { order = "Order[]", line = { concept = "Line?" } }
`;

describe("completionsAt", () => {
  it("offers the keys of the table at hand that are not there yet, with their meaning", () => {
    const { labels, offers } = complete(`${PIPE}pro‸`);
    expect(labels).toEqual(expect.arrayContaining(["output", "prompt", "model", "templating_style"]));
    expect(labels).not.toEqual(expect.arrayContaining(["inputs"]));
    expect(labels).not.toContain("steps");
    expect(offers.find(({ label }) => label === "prompt")).toMatchObject({
      kind: "key",
      detail: expect.stringContaining("$name"),
      text: "prompt",
      start: { column: 1 },
      end: { column: 4 },
    });
  });

  it("offers the keys of concepts, fields, steps and the file itself", () => {
    expect(complete("\n[concept.X]\n‸").labels).toEqual(["description", "structure", "refines", "hints"]);
    expect(complete('\n[concept.X.structure]\nf = { type = "text", ‸').labels).toContain("default_value");
    expect(complete('\n[pipe.s]\ntype = "PipeSequence"\nsteps = [\n  { pipe = "main", ‸ },\n]\n').labels).toEqual([
      "result",
      "nb_output",
      "multiple_output",
      "batch_over",
      "batch_as",
      "from",
    ]);
    expect(completionsAt([{ path: "a", text: "" }], "a", 0).map(({ label }) => label)).toContain("domain");
  });

  it("offers types, with quotes where they are not there yet", () => {
    expect(complete("\n[pipe.p]\ntype = ‸").offers.map(({ text }) => text)).toContain('"PipeLLM"');
    expect(complete('\n[pipe.p]\ntype = "Pi‸').offers.map(({ text }) => text)).toContain("PipeSequence");
  });

  it("offers concepts and natives in slots, pipes in calls", () => {
    const slot = complete(`${PIPE}output = "‸`);
    expect(slot.offers.find(({ label }) => label === "Order")).toMatchObject({ kind: "concept", detail: "An order" });
    expect(slot.offers.find(({ label }) => label === "Text")).toMatchObject({ kind: "native" });
    const step = complete('\n[pipe.s]\ntype = "PipeSequence"\nsteps = [{ pipe = "‸" }]\n');
    expect(step.labels).toEqual(["main", "split", "label"]);
    const outcome = complete('\n[pipe.s]\ntype = "PipeCondition"\ndefault_outcome = "‸"\n');
    expect(outcome.labels).toEqual(["main", "split", "label", "fail", "continue"]);
  });

  it.each(['prompt = "Write $‸', 'prompt = """\nWrite @?or‸', 'prompt = "{{ or‸ }}"', 'prompt = "{% if ‸'])(
    "offers the names of the pipe in %s",
    (prompt) => {
      const { offers } = complete(`${PIPE}${prompt}`);
      expect(offers.map(({ label, detail }) => [label, detail])).toEqual([
        ["order", "Order[]"],
        ["line", "Line?"],
      ]);
    },
  );

  it("offers nothing in plain text, in comments and behind a dot", () => {
    for (const place of ['prompt = "Write ‸', "# $‸", 'prompt = "{{ order.‸', 'description = "$‸"']) {
      expect(complete(`${PIPE}${place}`).labels).toEqual([]);
    }
  });

  it("offers the tables of a method in a header", () => {
    expect(complete('\n[concept.X]\ndescription = "d"\n\n[con‸').labels).toEqual([
      "concept",
      "pipe",
      "concept.X.structure",
    ]);
  });

  it("offers nothing in what is nested without end", () => {
    for (const text of ["a = " + "[".repeat(200_000), "a = {".repeat(50_000)]) {
      expect(completionsAt([{ path: "a", text }], "a", text.length)).toEqual([]);
    }
  });

  it("never throws, and replaces only what stands before the cursor", () => {
    const text = withPipes(`${PIPE}prompt = """\n$order {{ line }}"""\n`);
    const pieces = fc.constantFrom("", '"', '"""', "{", "[", "[[a]]", "\n", "$", "{{", "}", "=", "\\", "'", "#", ",");
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(20), pieces, fc.nat(text.length + 2), (at, length, piece, offset) => {
        const broken = text.slice(0, at) + piece + text.slice(at + length);
        for (const { start, end } of completionsAt([{ path: "a", text: broken }], "a", offset)) {
          expect(end.offset).toBe(offset);
          expect(start.offset).toBeLessThanOrEqual(offset);
        }
      }),
      { numRuns: 300 },
    );
  });
});
