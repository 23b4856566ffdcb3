import { readCrate } from "@perdure/crate";
import { describe, expect, it } from "vitest";
import { parseMethod } from "./parse-method.ts";

const METHOD = `domain = "letters"
main_pipe = "answer"

[concept.Letter]
description = "A letter"

[concept.Letter.structure]
sender = { type = "text", description = "Who wrote it", required = true }

[pipe.answer]
type = "PipeSequence"
description = "Answer a letter"
inputs = { letter = "Letter" }
output = "Text"
steps = [{ pipe = "write_answer", result = "answer_text" }]

[pipe.write_answer]
type = "PipeLLM"
description = "Write the answer"
inputs = { letter = "Letter" }
output = "Text"
prompt = "Answer $letter.sender"
`;

describe("parseMethod", () => {
  it("links a method into a sealed crate with full names", () => {
    const method = parseMethod([{ path: "letters.mthds", text: METHOD }]);
    expect(method.diagnostics).toEqual([]);
    expect(method.ok).toBe(true);
    expect(method.entry).toBe("letters.answer");
    expect(Object.keys(method.crate?.pipes ?? {})).toEqual(["letters.answer", "letters.write_answer"]);
    expect(method.crate?.pipes["letters.answer"]).toMatchObject({
      type: "PipeSequence",
      inputs: { letter: { concept: "letters.Letter", multiplicity: "single", presence: "lift" } },
      output: { concept: "native.Text" },
      steps: [{ pipe: "letters.write_answer", result: "answer_text" }],
      place: { file: "letters.mthds", line: 10, column: 7 },
    });
    expect(readCrate(JSON.parse(JSON.stringify(method.crate)))).toEqual(method.crate);
  });
});
