import { describe, expect, it } from "vitest";
import { cursorIn } from "../__fixtures__/cursor.ts";
import { withPipes } from "../__fixtures__/shop.ts";
import { fixesAt } from "./fixes-at.ts";
import { hoverAt } from "./hover-at.ts";

const METHOD = withPipes(`
[concept.Rush]
description = "An order in a hurry"
refines = "Order"

[pipe.hurry]
type = "PipeLLM"
description = "Hurry"
inputs = { rush = "Rush[]", "note" = { concept = "Text?" } }
output = "Note"
model = "$fast"
prompt = "Hurry $rush @?note"
`);

function hover(pattern: string) {
  const { text, offset } = cursorIn(pattern);
  const start = METHOD.indexOf(text);
  expect(start).toBeGreaterThanOrEqual(0);
  const found = hoverAt([{ path: "a.mthds", text: METHOD }], "a.mthds", start + offset);
  return found === undefined ? undefined : [METHOD.slice(found.start.offset, found.end.offset), found.subject];
}

describe("hoverAt", () => {
  it("says what a concept is, with the fields that it has from what it refines", () => {
    expect(hover('"Ru‸sh[]"')).toEqual([
      "Rush",
      {
        kind: "concept",
        ref: "shop.Rush",
        is_native: false,
        description: "An order in a hurry",
        refines: "shop.Order",
        fields: expect.objectContaining({ number: { type: "text", description: "Its number", required: true } }),
      },
    ]);
    expect(hover('"Te‸xt?"')).toEqual(["Text", expect.objectContaining({ ref: "native.Text", is_native: true })]);
  });

  it("says what a pipe takes and gives", () => {
    expect(hover('main_pipe = "ma‸in"')).toEqual([
      "main",
      {
        kind: "pipe",
        ref: "shop.main",
        type: "PipeLLM",
        description: "Write a note",
        inputs: { order: "Order" },
        output: "Note",
      },
    ]);
  });

  it("says which slot a name in a template is", () => {
    expect(hover("$ru‸sh")).toEqual(["rush", { kind: "name", name: "rush", pipe: "shop.hurry", slot: "Rush[]" }]);
    expect(hover("@?no‸te")).toEqual(["note", { kind: "name", name: "note", pipe: "shop.hurry", slot: "Text?" }]);
  });

  it("says how a model is named, and what a key means", () => {
    expect(hover('"$fa‸st"')).toEqual(['"$fast"', { kind: "model", reference: "$fast", form: "preset" }]);
    expect(hover("ref‸ines =")).toEqual(["refines", expect.objectContaining({ kind: "key", key: "refines" })]);
    expect(hover("item_concept‸_ref")).toEqual(["item_concept_ref", expect.objectContaining({ kind: "key" })]);
  });

  it("says nothing of a text for people, of a comment, of another file, or outside the text", () => {
    expect(hover('"Hur‸ry"')).toBeUndefined();
    expect(hoverAt([{ path: "a.mthds", text: METHOD }], "b.mthds", 5)).toBeUndefined();
    for (const offset of [-1, METHOD.length + 9, Number.NaN]) {
      expect(hoverAt([{ path: "a.mthds", text: METHOD }], "a.mthds", offset)).toBeUndefined();
    }
  });
});

describe("fixesAt", () => {
  it("gives the fixes of what stands there, with the text that they make", () => {
    const text = METHOD.replace('output = "Note"\nmodel', 'output = "Noet"\nmodel');
    const files = [{ path: "a.mthds", text }];
    const fixes = fixesAt(files, "a.mthds", text.indexOf("Noet"));
    expect(fixes.map((one) => [one.diagnostic.code, one.text])).toEqual([["concept.unresolved", METHOD]]);
    expect(fixesAt(files, "a.mthds", 0)).toEqual([]);
    expect(fixesAt(files, "b.mthds", 0)).toEqual([]);
  });
});
