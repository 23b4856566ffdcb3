import { describe, expect, it } from "vitest";
import { parseMethod } from "./parse-method.ts";

const MEGABYTES = 10_000_000;
const HEAD = `domain = "a"\n`;
const fill = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length));
const lines = (length: number, line: (index: number) => string): string =>
  Array.from({ length: Math.floor(length / line(1000).length) }, (_, index) => line(index)).join("\n");

/** Texts that would keep a careless reader busy or exhaust its stack, of any length. */
const TEXTS: Readonly<Record<string, (length: number) => string>> = {
  "nested arrays": (length) => `a = ${fill("[", length)}`,
  "nested tables": (length) => `a = ${fill("{ a = ", length)}`,
  keys: (length) => lines(length, (index) => `key_${index} = 1`),
  "one key": (length) => fill("k", length),
  "one key without a value": (length) => `${fill("k", length)} =`,
  "one string": (length) => `a = "${fill("s", length)}"`,
  "one string without an end": (length) => `a = """${fill(`""x`, length)}`,
  "one number": (length) => `a = ${fill("9", length)}`,
  "one line": (length) => `a = [${fill("1, ", length)}]`,
  "dotted keys": (length) => `${fill("a.", length)}a = 1`,
  "dotted tables": (length) => `[${fill("a.", length)}a]`,
  "arrays of tables": (length) => fill("[[a]]\n", length),
  "arrays of tables in arrays of tables": (length) => `[[a]]\n${fill("[[a.b]]\n", length)}`,
  templates: (length) => `${HEAD}${lines(length, (index) => `[pipe.p${index}]\ntype = "PipeLLM"\nprompt = "$a @b"`)}`,
  "one template": (length) => `${HEAD}[pipe.p]\ntype = "PipeLLM"\nprompt = """${fill("{% if a %}", length)}"""`,
  "the same key": (length) => fill("a = 1\n", length),
  comments: (length) => fill("#", length),
  "line ends": (length) => fill("\r\n", length),
  "control characters": (length) => fill("\0", length),
};

describe("ten megabytes of a hostile text", () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    it(`end with one diagnostic: ${name}`, () => {
      const { diagnostics } = parseMethod([{ path: "a.mthds", text: text(MEGABYTES) }]);
      expect(diagnostics.map(({ code }) => code)).toEqual(["file.too_long"]);
    });
  }
});

describe("ten megabytes where the caller allows them", () => {
  const limits = { fileLength: 2 * MEGABYTES, methodLength: 2 * MEGABYTES };
  // What a reader would not come past is found before it reads: the place says how far that was.
  const STOPS: Readonly<Record<string, readonly [code: string, start: number]>> = {
    "nested arrays": ["toml.too_deep", 4 + 64],
    "nested tables": ["toml.too_deep", 4 + 6 * 64],
    keys: ["toml.too_many_items", -1],
    "one key": ["toml.word_too_long", 0],
    "one key without a value": ["toml.word_too_long", 0],
    "one string": ["toml.string_too_long", 4],
    "one string without an end": ["toml.string_too_long", 4],
    "one number": ["toml.word_too_long", 4],
    "one line": ["toml.too_many_items", -1],
    "dotted keys": ["toml.too_deep", 2 * 64 + 1],
    "dotted tables": ["toml.too_deep", 1 + 2 * 64 + 1],
    "arrays of tables": ["toml.too_many_items", -1],
    "arrays of tables in arrays of tables": ["toml.too_many_items", -1],
    templates: ["toml.too_many_items", -1],
    "one template": ["toml.string_too_long", -1],
    "the same key": ["toml.too_many_items", -1],
    "control characters": ["toml.syntax", 0],
  };
  for (const [name, [code, start]] of Object.entries(STOPS)) {
    it(`end where the limit is: ${name}`, () => {
      const { diagnostics } = parseMethod([{ path: "a.mthds", text: TEXTS[name]?.(MEGABYTES) ?? "" }], { limits });
      expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
      if (start !== -1) expect(diagnostics[0]?.start.offset).toBe(start);
      expect(diagnostics[0]?.start.offset).toBeLessThan(MEGABYTES / 2);
    });
  }
});

/** Methods whose parts are many enough that a walk over all of them for each of them would not end. */
const METHODS: Readonly<Record<string, readonly [code: string, text: () => string]>> = {
  "a pipe that reads thousands of inputs of thousands of templates": [
    "input.unread",
    () =>
      `${HEAD}[pipe.p]\ntype = "PipeCompose"\ndescription = "d"\noutput = "JSON"\n[pipe.p.inputs]\n${lines(120_000, (index) => `i${index} = "Text"`)}\n[pipe.p.construct]\n${lines(120_000, (index) => `c${index} = { template = "x" }`)}`,
  ],
  "thousands of slips for thousands of concepts": [
    "concept.unresolved",
    () =>
      `${HEAD}${lines(300_000, (index) => `[concept.Abcdefgh${index}]\ndescription = "d"\nrefines = "Abcdefghi${index}"`)}`,
  ],
  "thousands of steps that call the pipe they are in": [
    "pipe.cycle",
    () =>
      `${HEAD}[pipe.p]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [${`{ pipe = "p" },`.repeat(20_000)}]`,
  ],
  "pipes that all call one another": [
    "pipe.cycle",
    () => {
      const names = Array.from({ length: 150 }, (_, index) => `p${index}`);
      const steps = names.map((name) => `{ pipe = "${name}" }`).join(", ");
      const pipes = names.map(
        (name) => `[pipe.${name}]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [${steps}]`,
      );
      return `${HEAD}${pipes.join("\n")}`;
    },
  ],
  "steps that each need a thousand inputs": [
    "method.too_complex",
    () => {
      const inputs = Array.from({ length: 1000 }, (_, index) => `i${index} = "Text?"`).join(", ");
      const callee = `[pipe.q]\ntype = "PipeFunc"\nfunction_name = "f"\ndescription = "d"\noutput = "Text"\ninputs = { ${inputs} }`;
      const caller = `[pipe.p]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [${`{ pipe = "q" },`.repeat(20_000)}]`;
      return `${HEAD}${callee}\n${caller}`;
    },
  ],
  "an array of very many tables": ["toml.unknown_key", () => fill("[[a]]\n", 280_000)],
  "a key of many characters without a value": ["toml.syntax", () => `${fill("k.", 120)}${"k".repeat(900)} =`],
  "an address without an end": [
    "concept.reference_malformed",
    () => `${HEAD}[pipe.p]\ntype = "PipeLLM"\ndescription = "d"\nprompt = "x"\noutput = "${fill("a.", 60_000)}->x.Y"`,
  ],
  "a line of very many blocks": [
    "template.block_in_line",
    () => `${HEAD}[pipe.p]\ntype = "PipeLLM"\ndescription = "d"\noutput = "Text"\nprompt = "${fill("@a ", 60_000)}"`,
  ],
};

describe("a method of very many parts", () => {
  for (const [name, [code, text]] of Object.entries(METHODS)) {
    it(`is read to its end: ${name}`, () => {
      expect(parseMethod([{ path: "a.mthds", text: text() }]).diagnostics.map((found) => found.code)).toContain(code);
    });
  }
});

describe("the fixes of a template of very many slips", () => {
  it("are planned as far as they do not multiply the template's length", () => {
    const text = `${HEAD}[pipe.p]\ntype = "PipeLLM"\ndescription = "d"\noutput = "Text"\ninputs = { apple = "Text" }\nprompt = "${fill("$appel ", 60_000)}"`;
    const { diagnostics } = parseMethod([{ path: "a.mthds", text }]);
    expect(diagnostics.filter(({ code }) => code === "template.variable_undeclared").length).toBeGreaterThan(900);
    const fixes = diagnostics.flatMap(({ fix }) => fix ?? []);
    expect(fixes.length).toBeGreaterThan(0);
    expect(JSON.stringify(fixes).length).toBeLessThan(1_200_000);
  });
});
