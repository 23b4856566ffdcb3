import { describe, expect, it } from "vitest";
import { limitsWith, PARSE_LIMITS } from "./limits.ts";
import type { ParseLimits } from "./limits.ts";
import { parseMethod } from "./parse-method.ts";

const parse = (text: string, limits: Partial<ParseLimits> = {}) => parseMethod([{ path: "a.mthds", text }], { limits });
const codesOf = (text: string, limits: Partial<ParseLimits> = {}): readonly string[] => [
  ...new Set(parse(text, limits).diagnostics.map(({ code }) => code)),
];

const pipe = (lines: string): string => `domain = "a"
[pipe.p]
description = "d"
output = "Text"
${lines}
`;
const sequence = (steps: number): string => `${pipe(`type = "PipeSequence"
inputs = { a = "Text", b = "Text" }
steps = [${`{ pipe = "q" },`.repeat(steps)}]`)}
[pipe.q]
type = "PipeLLM"
description = "d"
inputs = { a = "Text", b = "Text" }
output = "Text"
prompt = "$a $b"
`;
const nested = (concepts: number): string =>
  Array.from({ length: concepts }, (_, index) => {
    const inner = index === concepts - 1 ? "Text" : `C${index + 1}`;
    return `[concept.C${index}]\ndescription = "d"\n[concept.C${index}.structure]\nx = { type = "concept", concept_ref = "${inner}", description = "d" }\n`;
  }).join("");

/** For each limit a method that is just within a small one, and one that is just beyond it. */
const CASES: Readonly<
  Record<Exclude<keyof ParseLimits, "files" | "methodLength">, readonly [number, string, string, string]>
> = {
  fileLength: [20, "file.too_long", `domain = "a" ${"#".repeat(7)}`, `domain = "a" ${"#".repeat(8)}`],
  depth: [3, "toml.too_deep", "x = [[1]]", "x = [[[1]]]"],
  wordLength: [6, "toml.word_too_long", `"sixsix" = 1`, `"seven77" = 1`],
  stringLength: [8, "toml.string_too_long", `x = "123456"`, `x = "1234567"`],
  items: [4, "toml.too_many_items", "x = [1, 2, 3]", "x = [1, 2, 3, 4]"],
  templateLength: [
    5,
    "template.too_long",
    pipe(`type = "PipeLLM"\nprompt = "12345"`),
    pipe(`type = "PipeLLM"\nprompt = "123456"`),
  ],
  conceptDepth: [5, "concept.structure_too_deep", `domain = "a"\n${nested(5)}`, `domain = "a"\n${nested(6)}`],
  comparisons: [8, "method.too_complex", sequence(4), sequence(5)],
  diagnostics: [3, "file.diagnostics_cut", "x = 1\ny = 1", "x = 1\ny = 1\nz = 1"],
};

describe("the limits of a method", () => {
  for (const [name, [limit, code, within, beyond]] of Object.entries(CASES)) {
    it(`say ${code} beyond ${name}, and nothing within`, () => {
      expect(codesOf(within, { [name]: limit })).not.toContain(code);
      expect(codesOf(beyond, { [name]: limit })).toContain(code);
      expect(codesOf(beyond)).not.toContain(code);
    });
  }

  it("leave out the files beyond their number and their whole length", () => {
    const files = ["a", "b", "c"].map((path) => ({ path, text: `domain = "a"\n` }));
    const few = parseMethod(files, { limits: { files: 2 } }).diagnostics;
    expect(few.map(({ code, file }) => [code, file])).toEqual([["method.too_many_files", "c"]]);
    const short = parseMethod(files, { limits: { methodLength: 26 } }).diagnostics;
    expect(short.map(({ code, file }) => [code, file])).toEqual([["method.too_long", "c"]]);
    expect(parseMethod(files).ok).toBe(true);
  });

  it("are whole numbers of at least 1, and those that recursion follows at most 256", () => {
    for (const limits of [{ depth: 257 }, { conceptDepth: 257 }, { items: 0 }, { items: 1.5 }, { items: Number.NaN }]) {
      expect(() => limitsWith(limits)).toThrow(TypeError);
    }
    expect(() => parse("", { lines: 5 } as Partial<ParseLimits>)).toThrow("There is no limit 'lines'");
    expect(limitsWith({ depth: 256 })).toEqual({ ...PARSE_LIMITS, depth: 256 });
    expect(Object.isFrozen(PARSE_LIMITS)).toBe(true);
  });

  it("never leave out the first error of a file, and say once in each that there is more", () => {
    const warned = `domain = "a"\n[concept]\n${"A B C D E"
      .split(" ")
      .map((code) => `${code} = { description = "d", structure = "s" }\n`)
      .join("")}`;
    const wrong = `domain = "b"\nx = 1\ny = 1\nz = 1\n`;
    const files = [
      { path: "a", text: warned },
      { path: "b", text: wrong },
    ];
    const { ok, diagnostics } = parseMethod(files, { limits: { diagnostics: 2 } });
    expect(ok).toBe(false);
    expect(diagnostics.map(({ code, file }) => [file, code])).toEqual([
      ["a", "file.diagnostics_cut"],
      ["b", "toml.unknown_key"],
      ["b", "toml.unknown_key"],
      ["b", "file.diagnostics_cut"],
    ]);
  });

  it("hold for nesting up to the deepest that can be set", () => {
    const depth = 256;
    const deep = (levels: number): string => `${"{ a = ".repeat(levels)}1${" }".repeat(levels)}`;
    const text = (levels: number): string =>
      pipe(`type = "PipeCompose"\noutputs = ${deep(1)}\nconstruct = ${deep(levels)}`).replace("outputs", "inputs");
    expect(codesOf(text(depth - 4), { depth })).not.toContain("toml.too_deep");
    expect(codesOf(text(depth), { depth })).toContain("toml.too_deep");
  });
});
