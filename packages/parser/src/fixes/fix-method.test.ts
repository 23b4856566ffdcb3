import { describe, expect, it } from "vitest";
import { fixMethod } from "./fix-method.ts";

const HEADER = `domain = "a"\nmain_pipe = "p"\n\n[pipe.p]\n`;
const PIPE = `type = "PipeLLM"\ndescription = "d"\noutput = "Text"\nprompt = "x"\n`;
const fix = (text: string, unsafe = false) => fixMethod([{ path: "a.mthds", text }], { unsafe });

describe("fixMethod", () => {
  it("makes the certain fixes, and says which", () => {
    const { files, fixes, method } = fix(
      `${HEADER}${PIPE.replace("description", "definition").replace("Text", "Text[1]")}`,
    );
    expect(files).toEqual([{ path: "a.mthds", text: `${HEADER}${PIPE}` }]);
    expect(fixes.map(({ fix_code }) => fix_code)).toEqual(["rename-old-key", "drop-count-of-one"]);
    expect([method.ok, method.diagnostics]).toEqual([true, []]);
  });

  it("makes the likely ones only when it is asked to", () => {
    const text = `${HEADER}${PIPE.replace("prompt", "promt")}`;
    expect(fix(text)).toMatchObject({ fixes: [], files: [{ text }], method: { ok: false } });
    expect(fix(text, true)).toMatchObject({ files: [{ text: `${HEADER}${PIPE}` }], method: { ok: true } });
  });

  it("goes on with what a fix brings to light", () => {
    const { fixes, method } = fix(`${HEADER}tpye = "PipeLLM"\ndescription = "d"\noutput = "Text"\npromt = "x"\n`, true);
    expect(fixes.length).toBe(2);
    expect(method.ok).toBe(true);
  });

  it("makes no fix that would add an error, and those beside it all the same", () => {
    const text = `${HEADER}type = "PipeSequence"
description = "d"
output = "Text"
steps = [{ pipe = "call", result = "title" }, { pipe = "read" }]

[concept]
Note = "A note"
Title = "A title"

[pipe.call]
type = "PipeSequence"
description = "d"
output = "Title"
steps = [{ pipe = "write" }]

[pipe.write]
type = "PipeLLM"
description = "d"
output = "Note"
prompt = "x"

[pipe.read]
type = "PipeLLM"
description = "d"
inputs = { title = "Title" }
output = "Txt"
prompt = "$title"
`;
    const { files, fixes } = fix(text, true);
    expect(fixes.map(({ fix_code }) => fix_code)).toEqual(["rename-reference"]);
    expect(files[0]?.text).toBe(text.replace("Txt", "Text"));
  });

  it("changes each file by its own fixes, and keeps their order", () => {
    const one = `${HEADER}${PIPE.replace("Text", "Text[1]")}`;
    const two = `domain = "a"\n\n[concept.B]\ndefinition = "d"\n`;
    const { files } = fixMethod([
      { path: "one", text: one },
      { path: "two", text: two },
    ]);
    expect(files.map(({ path }) => path)).toEqual(["one", "two"]);
    expect(files.map(({ text }) => text)).toEqual([`${HEADER}${PIPE}`, two.replace("definition", "description")]);
  });

  it("leaves what it cannot read, and what needs nothing", () => {
    expect(fix("a = ")).toMatchObject({ fixes: [], files: [{ text: "a = " }] });
    expect(fix(`${HEADER}${PIPE}`).fixes).toEqual([]);
  });
});
