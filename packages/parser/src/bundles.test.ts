import { describe, expect, it } from "vitest";
import { unmark } from "./__fixtures__/marked.ts";
import { withConcepts, withPipe, withPipes } from "./__fixtures__/shop.ts";
import { parseMethod } from "./parse-method.ts";

const parse = (text: string) => parseMethod([{ path: "a.mthds", text }]);

/** One fault each: the code, and the text with the stretch marked that the diagnostic must point at. */
const FAULTS: readonly (readonly [code: string, text: string])[] = [
  ["toml.syntax", `domain = "a"\nmain_pipe = «abc»\n`],
  ["bundle.domain_missing", `«»description = "x"\n`],
  ["bundle.domain_malformed", `domain = «"Order Desk"»\n`],
  ["bundle.domain_reserved", `domain = «"native.x"»\n`],
  ["bundle.main_pipe_malformed", `domain = "a"\nmain_pipe = «"A-b"»\n`],
  ["bundle.main_pipe_unknown", `domain = "a"\nmain_pipe = «"gone"»\n`],
  ["toml.unknown_key", `domain = "a"\n«versoin» = 1\n`],
  ["toml.wrong_type", `domain = "a"\ndescription = «5»\n`],
  ["toml.wrong_type", `domain = "a"\npipe.x = «5»\n`],
  ["concept.code_malformed", withConcepts(`\n[concept.«my_thing»]\ndescription = "x"\n`)],
  ["concept.native_redeclared", withConcepts(`\n[concept.«Text»]\ndescription = "x"\n`)],
  ["concept.description_missing", withConcepts(`\n[concept.«X»]\nrefines = "Text"\n`)],
  [
    "concept.refines_and_structure",
    withConcepts(`\n[concept.X]\ndescription = "x"\nrefines = "Text"\n«structure» = { a = "A" }\n`),
  ],
  ["concept.unresolved", withConcepts(`\n[concept.X]\ndescription = "x"\nrefines = «"Txet"»\n`)],
  ["concept.reference_malformed", withConcepts(`\n[concept.X]\ndescription = "x"\nrefines = «"Text[]"»\n`)],
  [
    "concept.refines_cycle",
    withConcepts(`\n[concept.«X»]\ndescription = "x"\nrefines = "Y"\n[concept.Y]\ndescription = "y"\nrefines = "X"\n`),
  ],
  [
    "concept.structure_cycle",
    withConcepts(
      `\n[concept.«X»]\ndescription = "x"\n[concept.X.structure]\nself = { type = "concept", concept_ref = "X", description = "itself" }\n`,
    ),
  ],
  [
    "concept.structure_too_deep",
    withConcepts(
      Array.from({ length: 102 }, (_, n) => {
        const code = n === 1 ? "«X1»" : `X${n}`;
        const field = `f = { type = "list", item_type = "concept", item_concept_ref = "X${n + 1}", description = "d" }`;
        return `\n[concept.${code}]\ndescription = "d"\n[concept.X${n}.structure]\n${field}\n`;
      })
        .join("")
        .replace(/f = \{[^}]*"X102"[^}]*\}/u, 'f = "d"'),
    ),
  ],
  ["concept.structure_is_text", withConcepts(`\n[concept.X]\ndescription = "x"\nstructure = «"a thing"»\n`)],
  ["hint.intent_unknown", withConcepts(`\n[concept.X]\ndescription = "x"\nhints = { intent = «"prosa"» }\n`)],
  [
    "pipe.code_malformed",
    withPipes(`\n[pipe.«MyPipe»]\ntype = "PipeFunc"\ndescription = "d"\noutput = "Text"\nfunction_name = "f"\n`),
  ],
  [
    "pipe.type_unknown",
    withPipe("PipeLLM", "").replace(
      '"PipeLLM"\ndescription = "A pipe"',
      '«"PipeLlm"»\ndescription = "A pipe"\noutput = "Text"',
    ),
  ],
  ["pipe.type_missing", withPipes(`\n[pipe.«p»]\ndescription = "d"\noutput = "Text"\nprompt = "x"\n`)],
  ["pipe.description_missing", withPipes(`\n[pipe.«p»]\ntype = "PipeFunc"\noutput = "Text"\nfunction_name = "f"\n`)],
  ["pipe.output_missing", withPipes(`\n[pipe.«p»]\ntype = "PipeFunc"\ndescription = "d"\nfunction_name = "f"\n`)],
  ["pipe.empty", withPipes(`\n[pipe.«p»]\n`)],
  ["signature.pending", withPipes(`\n[pipe.«p»]\ndescription = "d"\noutput = "Text"\nsignature_for = "PipeLLM"\n`)],
  ["signature.type", withPipes(`\n[pipe.p]\n«type» = "PipeSignature"\ndescription = "d"\noutput = "Text"\n`)],
  [
    "toml.unknown_word",
    withPipes(`\n[pipe.p]\ndescription = "d"\noutput = "Text"\nsignature_for = «"PipeSignature"»\n`),
  ],
];

describe("bundles and concepts", () => {
  for (const [index, [code, marked]] of FAULTS.entries()) {
    it(`reports ${code} where it is (${index})`, () => {
      const { text, start, end } = unmark(marked);
      const found = parse(text).diagnostics.filter((diagnostic) => diagnostic.code === code);
      expect(found.map((diagnostic) => [diagnostic.start.offset, diagnostic.end.offset])).toEqual([[start, end]]);
      const before = text.slice(0, start).split("\n");
      expect(found[0]).toMatchObject({
        file: "a.mthds",
        start: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
      });
    });
  }

  it("reports one mistake once and several mistakes together", () => {
    const method = parse(
      withPipe(
        "PipeSequence",
        `inputs = { order = "Odrer" }\noutput = "Note"\nsteps = [{ pipe = "mian" }, { pipe = "label" }]`,
      ),
    );
    expect(method.diagnostics.map(({ code, suggestion }) => [code, suggestion])).toEqual([
      ["concept.unresolved", "Order"],
      ["pipe.unresolved", "main"],
    ]);
  });

  it("does not let the names of objects' own members do anything", () => {
    const method = parse(
      withConcepts(
        `\n[concept.X]\ndescription = "x"\n[concept.X.structure]\n"__proto__" = "bad"\nconstructor = "bad"\n`,
      ),
    );
    expect(method.diagnostics.map(({ code }) => code)).toEqual(["field.name_reserved", "field.name_reserved"]);
    const outcomes = parse(
      withPipe(
        "PipeCondition",
        `inputs = { order = "Order" }\noutput = "Note"\nexpression = "order.number"\noutcomes = { "__proto__" = "main", toString = "main" }\ndefault_outcome = "fail"`,
      ),
    );
    const pipe = outcomes.crate?.pipes["shop.p"];
    expect(outcomes.diagnostics).toEqual([]);
    expect(pipe?.type === "PipeCondition" ? Object.keys(pipe.outcomes) : []).toEqual(["__proto__", "toString"]);
    expect(({} as Record<string, unknown>)["pipe"]).toBeUndefined();
  });

  it("takes a concrete pipe for a signature of the same code and refuses two pipes", () => {
    const signature = `domain = "a"\nmain_pipe = "p"\n[pipe.p]\ndescription = "d"\noutput = "Text"\n`;
    const concrete = `domain = "a"\n[pipe.p]\ntype = "PipeFunc"\ndescription = "d"\noutput = "Text"\nfunction_name = "f"\n`;
    const merged = parseMethod([
      { path: "a.mthds", text: signature },
      { path: "b.mthds", text: concrete },
    ]);
    expect(merged.diagnostics).toEqual([]);
    expect(merged.crate?.pipes["a.p"]).toMatchObject({ type: "PipeFunc", place: { file: "b.mthds" } });
    const twice = parseMethod([
      { path: "a.mthds", text: concrete },
      { path: "b.mthds", text: concrete },
    ]);
    expect(twice.diagnostics.map(({ code, file }) => [code, file])).toEqual([["pipe.duplicate", "b.mthds"]]);
  });

  it("reads over a byte order mark", () => {
    expect(parse(`\uFEFFdomain = "a"\n`).diagnostics).toEqual([]);
  });

  it("points at what is nested too deeply", () => {
    const deep = `${"[".repeat(70)}1${"]".repeat(70)}`;
    const [diagnostic] = parse(`domain = "a"\nx = ${deep}\n`).diagnostics;
    expect(diagnostic).toMatchObject({ code: "toml.too_deep", start: { line: 2, column: 69 } });
  });
});
