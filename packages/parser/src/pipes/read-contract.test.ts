import { describe, expect, it } from "vitest";
import { withPipe } from "../__fixtures__/shop.ts";
import { parseMethod } from "../parse-method.ts";

const read = (inputs: string) => {
  const text = withPipe("PipeLLM", `output = "Note"\nprompt = "$note"\n${inputs}`);
  return parseMethod([{ path: "shop.mthds", text }]);
};

describe("the inputs of a pipe", () => {
  it("may spell an input's own table by dotted keys, with or without a header", () => {
    const expected = read(`inputs = { note = { concept = "Note", hints = { intent = "label" } } }`).crate?.pipes[
      "shop.p"
    ];
    for (const written of [
      `inputs.note.concept = "Note"\ninputs.note.hints = { intent = "label" }`,
      `[pipe.p.inputs]\nnote.concept = "Note"\nnote.hints.intent = "label"`,
      `[pipe.p.inputs.note]\nconcept = "Note"\n[pipe.p.inputs.note.hints]\nintent = "label"`,
    ]) {
      const { crate, diagnostics } = read(written);
      expect(diagnostics).toEqual([]);
      expect(crate?.pipes["shop.p"]?.inputs).toEqual(expected?.inputs);
    }
  });

  it("take no field of a value by a dotted key", () => {
    const { diagnostics } = read(`[pipe.p.inputs]\nnote.text = "Note"`);
    expect(diagnostics.map(({ code }) => code)).toEqual(["input.name_dotted"]);
  });
});
