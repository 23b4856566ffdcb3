import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureOf } from "../testing/failure-of.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import type { InputKind } from "./input-kind.ts";
import { readInputs } from "./read-inputs.ts";

const KINDS: Readonly<Record<string, InputKind>> = {
  question: { is_text: true, is_list: false },
  names: { is_text: true, is_list: true },
  documents: { is_text: false, is_list: true },
};

/** Reads inputs in a folder that has the method's folder `method` and the files given. */
function read(
  options: { readonly inputs?: string; readonly single?: readonly string[] },
  files: Readonly<Record<string, string | Uint8Array>> = {},
) {
  const folder = temporaryFolder({ "method/keep": "", ...files });
  const found = readInputs({
    single: [],
    ...options,
    method_folder: join(folder, "method"),
    folder,
    home: "/home/ada",
    kindOf: (name) => KINDS[name] ?? { is_text: false, is_list: false },
  });
  return { ...found, from: found.folder.slice(folder.length), root: folder };
}

describe("where inputs come from", () => {
  it("is nowhere when nothing is given", () => {
    expect(read({})).toMatchObject({ inputs: {}, from: "" });
  });

  it.each(["inputs.json", "inputs.toml"])("is %s beside the method, whose paths start there", (name) => {
    const text = name.endsWith("json") ? '{"a": 1}' : "a = 1\n";
    expect(read({}, { [`method/${name}`]: text })).toMatchObject({ inputs: { a: 1 }, from: "/method" });
  });

  it("is --inputs rather than the file beside the method", () => {
    const files = { "method/inputs.json": '{"a": 1}', "other/b.json": '\uFEFF{"b": 2}' };
    expect(read({ inputs: "other/b.json" }, files)).toMatchObject({ inputs: { b: 2 }, from: "/other" });
    expect(read({ inputs: ' {"c": 3}' }, files)).toMatchObject({ inputs: { c: 3 }, from: "" });
  });

  it("is -i over either of them, one input by one", () => {
    const files = { "method/inputs.json": '{"a": 1, "question": "Why?"}' };
    expect(read({ single: ["question=Who?"] }, files).inputs).toEqual({ a: 1, question: "Who?" });
    expect(read({ inputs: '{"a": 2}', single: ["question=Who?"] }, files).inputs).toEqual({ a: 2, question: "Who?" });
  });

  it("is refused where two files stand beside the method", () => {
    const files = { "method/inputs.json": "{}", "method/inputs.toml": "" };
    expect(failureOf(() => read({}, files)).code).toBe("request.invalid");
  });
});

describe("a file of inputs", () => {
  it.each([
    ["is missing", "none.json", {}, "input.file_unreadable", undefined],
    ["is a folder", "method", {}, "input.file_unreadable", undefined],
    ["breaks off", "a.json", { "a.json": '{\n  "a": ' }, "input.invalid", 2],
    ["has a stray comma", "a.json", { "a.json": '{\n"a": 1,\n}' }, "input.invalid", 3],
    ["has a comment", "a.json", { "a.json": '{\n"a": 1 // one\n}' }, "input.invalid", 2],
    ["is a list", "a.json", { "a.json": "[1]" }, "input.invalid", undefined],
    ["is empty", "a.json", { "a.json": "" }, "input.invalid", 1],
    ["is broken TOML", "a.toml", { "a.toml": "a = 1\nb = \n" }, "input.invalid", 3],
  ])("is refused with its name and line where it %s", (_what, inputs, files, code, line) => {
    const report = failureOf(() => read({ inputs }, files));
    expect(report.code).toBe(code);
    expect(report.location?.file).toMatch(/(?:none|a)\.(?:json|toml)$|method$/);
    expect(report.location?.line).toBe(line);
  });

  it("is refused where it is no UTF-8 text", () => {
    const files = { "a.json": new Uint8Array([0x7b, 0xff, 0x7d]) };
    expect(failureOf(() => read({ inputs: "a.json" }, files)).code).toBe("input.file_unreadable");
  });

  it("is never quoted in what is said of it", () => {
    const report = failureOf(() => read({ inputs: "a.json" }, { "a.json": '{"key": sk-secret}' }));
    expect(JSON.stringify(report)).not.toContain("secret");
  });

  it("of JSON on the command line is refused with its place, a list too", () => {
    expect(failureOf(() => read({ inputs: '{"a": }' })).location).toEqual({ line: 1, column: 7 });
    expect(failureOf(() => read({ inputs: "[1, 2]" })).code).toBe("input.invalid");
  });

  it("gives any JSON object as it is, and the line of any cut in it", () => {
    const objects = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(objects, fc.double({ min: 0, max: 0.999, noNaN: true }), (object, share) => {
        const text = JSON.stringify(object, undefined, 1);
        const inputs = read({ inputs: text }).inputs;
        expect(JSON.stringify(inputs)).toBe(JSON.stringify(JSON.parse(text)));
        const cut = text.slice(0, 1 + Math.floor(share * (text.length - 1)));
        const report = failureOf(() => read({ inputs: cut }));
        expect(report.code).toBe("input.invalid");
        expect(report.location?.line).toBeGreaterThanOrEqual(1);
        expect(report.location?.line).toBeLessThanOrEqual(cut.split("\n").length);
      }),
      { numRuns: 50 },
    );
  });
});

describe("-i", () => {
  const value = (single: string) => read({ single: [single] }).inputs[single.slice(0, single.indexOf("="))];

  it.each([
    ["other=5", 5],
    ["other=-1.5", -1.5],
    ["other=true", true],
    ["other=truely", "truely"],
    ['other={"a":1}', { a: 1 }],
    ["other=[1,2]", [1, 2]],
    ["other={not json", "{not json"],
    ["other=2 apples", "2 apples"],
    ["other=", ""],
    ["other=a=b", "a=b"],
    ["question=5", "5"],
    ["question=[draft]", "[draft]"],
    ["other=@@home", "@home"],
    ["documents=@https://example.org/a.pdf", [{ url: "https://example.org/a.pdf" }]],
    ["documents=@file:///a.pdf", [{ url: "file:///a.pdf" }]],
    ["documents=@~/a.pdf", [{ url: "/home/ada/a.pdf" }]],
    ["documents=@/a.pdf", [{ url: "/a.pdf" }]],
    ['names=["Ada","Bo"]', ["Ada", "Bo"]],
  ])("%s gives %j", (single, expected) => {
    expect(value(single)).toEqual(expected);
  });

  it("makes a list of what is given several times for one", () => {
    const { inputs, root } = read({ single: ["documents=@a.pdf", "names=Ada", "documents=@b.pdf", "names=Bo"] });
    expect(inputs).toEqual({
      documents: [{ url: join(root, "a.pdf") }, { url: join(root, "b.pdf") }],
      names: ["Ada", "Bo"],
    });
  });

  it("refuses a second value for what is no list", () => {
    expect(failureOf(() => read({ single: ["question=a", "question=b"] })).code).toBe("request.invalid");
  });

  it("reads the text of a file for a text", () => {
    expect(read({ single: ["question=@q.txt"] }, { "q.txt": "Why?\n" }).inputs).toEqual({ question: "Why?\n" });
    const report = failureOf(() => read({ single: ["question=@none.txt"] }));
    expect([report.code, report.location?.file?.endsWith("none.txt")]).toEqual(["input.file_unreadable", true]);
  });

  it.each(["question", "=x", "a b=x", "1a=x", "a-b=x", "{}", "inputs.json"])("refuses %j", (single) => {
    expect(failureOf(() => read({ single: [single] })).code).toBe("request.invalid");
  });

  it("keeps any text for a text, but for what starts with @", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((text) => !text.startsWith("@")),
        (text) => {
          expect(value(`question=${text}`)).toBe(text);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("takes names that objects have themselves as names", () => {
    expect(Object.keys(read({ single: ["__proto__=x", "constructor=y"] }).inputs)).toEqual([
      "__proto__",
      "constructor",
    ]);
  });
});
