import { parseMethod } from "@perdure/parser";
import { describe, expect, it } from "vitest";
import { inputKind } from "./input-kind.ts";

const METHOD = `
domain = "kinds"
main_pipe = "tell"
[concept.Story]
description = "A story"
refines = "Text"
[pipe.tell]
type = "PipeLLM"
description = "Tells"
inputs = { story = "Story", notes = "Text[]", pages = "Page[]", scan = "Image" }
output = "Text"
prompt = "$story @notes @pages $scan"
`;

describe("the kind of an input", () => {
  const { crate } = parseMethod([{ path: "kinds.mthds", text: METHOD }]);
  it.each([
    ["story", true, false],
    ["notes", true, true],
    ["pages", false, true],
    ["scan", false, false],
    ["unknown", false, false],
    ["constructor", false, false],
  ])("of %s: a text %s, a list %s", (name, is_text, is_list) => {
    expect(inputKind(crate?.pipes["kinds.tell"], name, crate?.concepts ?? {})).toEqual({ is_text, is_list });
  });
});
