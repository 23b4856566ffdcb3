import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withPipe, withPipes } from "../__fixtures__/shop.ts";
import { DIAGNOSTIC_CODES } from "../diagnostics/diagnostic-codes.ts";
import { parseMethod } from "../parse-method.ts";
import { PROTOCOL_WORDS } from "./protocol-words.ts";
import { validationVerdict } from "./validation-verdict.ts";

const verdictOf = (text: string) => validationVerdict(parseMethod([{ path: "shop.mthds", text }]));

/** What published readers of the language call the same mistakes. */
const NAMED: readonly (readonly [category: string, error_type: string | undefined, text: string])[] = [
  ["blueprint_validation", undefined, "domain ="],
  ["blueprint_validation", undefined, withPipe("PipeFunc", `output = "Note"\nfunction_name = "f"\nmodel = "x"`)],
  ["blueprint_validation", "missing_input_variable", withPipe("PipeLLM", `output = "Note"\nprompt = "$tone"`)],
  [
    "blueprint_validation",
    "extraneous_input_variable",
    withPipe("PipeLLM", `inputs = { tone = "Text" }\noutput = "Note"\nprompt = "x"`),
  ],
  ["blueprint_validation", "unknown_pipe_type", withPipe("PipeJinja", `output = "Note"`)],
  [
    "blueprint_validation",
    "missing_pipe_type",
    withPipes(`[pipe.q]\ndescription = "d"\noutput = "Note"\nprompt = "x"`),
  ],
  ["blueprint_validation", "native_concept_redeclaration", withPipes(`[concept.Text]\ndescription = "d"`)],
  ["pipe_validation", "unresolved_concept", withPipe("PipeLLM", `output = "Nothing"\nprompt = "x"`)],
  ["pipe_validation", "llm_output_cannot_be_image", withPipe("PipeLLM", `output = "Image"\nprompt = "x"`)],
  [
    "pipe_validation",
    "unresolved_pipe_dependency",
    withPipe("PipeSequence", `output = "Note"\nsteps = [{ pipe = "nowhere" }]`),
  ],
  [
    "pipe_validation",
    "extraneous_input_variable",
    withPipe(
      "PipeSequence",
      `inputs = { order = "Order", tone = "Text" }\noutput = "Note"\nsteps = [{ pipe = "main" }]`,
    ),
  ],
  [
    "dry_run",
    "DryRunError",
    withPipe(
      "PipeCondition",
      `inputs = { order = "Order" }\noutput = "Note"\nexpression = "''"\noutcomes = { a = "main" }\ndefault_outcome = "fail"`,
    ),
  ],
];

describe("the words of the protocol", () => {
  it("are there for every code, and for no other", () => {
    expect(Object.keys(PROTOCOL_WORDS).sort()).toEqual(Object.keys(DIAGNOSTIC_CODES).sort());
  });

  it.each(NAMED)("are %s, %s for what others call that", (category, error_type, text) => {
    const { is_valid, validation_errors } = verdictOf(text);
    expect(is_valid).toBe(false);
    expect(validation_errors.map((item) => [item.category, item.error_type])).toEqual([[category, error_type]]);
  });
});

describe("the verdict on a method", () => {
  it("is valid and runnable where nothing is wrong", () => {
    const { pipe_io_contracts: contracts = {}, ...verdict } = verdictOf(withPipes(""));
    expect(Object.keys(contracts)).toEqual(["shop.label", "shop.main", "shop.split"]);
    expect(verdict).toEqual({
      is_valid: true,
      is_runnable: true,
      pending_signatures: [],
      validation_errors: [],
      warnings: [],
      notes: [],
    });
  });

  it("has each error with its place, and what is known besides", () => {
    expect(
      verdictOf(withPipes(`[pipe.q]\ntype = "PipeLLM"\ndescription = "d"\noutput = "Not"\nprompt = "x"\n`)),
    ).toMatchObject({
      is_valid: false,
      is_runnable: false,
      pending_signatures: [],
      validation_errors: [
        {
          category: "pipe_validation",
          error_type: "unresolved_concept",
          message: "There is no concept 'Not' in domain 'shop', and none is native. Did you mean 'Note'?",
          code: "concept.unresolved",
          severity: "error",
          source: "shop.mthds",
          line: 52,
          column: 10,
          start: { line: 52, column: 10 },
          end: { line: 52, column: 15 },
          params: { reference: "Not" },
          suggestion: "Note",
        },
      ],
    });
  });

  it("keeps warnings and notes apart: they change nothing", () => {
    const { is_valid, is_runnable, warnings, notes } = verdictOf(
      withPipes(`[pipe.q]\ntype = "PipeLLM"\ndescription = "d"\noutput = "other.Thing"\n`),
    );
    expect([is_valid, is_runnable]).toEqual([true, true]);
    expect(warnings.map((item) => item.code)).toEqual(["llm.prompt_missing"]);
    expect(notes.map((item) => item.code)).toEqual(["concept.not_checked"]);
  });

  it("names the signatures that are left, by full name: a method with one is valid and cannot run", () => {
    const signature = (code: string) => `[pipe.${code}]\ndescription = "d"\noutput = "Note"\n`;
    expect(verdictOf(withPipes(signature("zeta") + signature("alpha")))).toMatchObject({
      is_valid: true,
      is_runnable: false,
      pending_signatures: ["shop.alpha", "shop.zeta"],
    });
  });

  it("counts what is outside the files for no signature, and for nothing that can run", () => {
    const sequence = `[pipe.main]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [{ pipe = "other.pipe" }]\n`;
    const verdict = verdictOf(`domain = "a"\nmain_pipe = "main"\n${sequence}`);
    expect(verdict).toMatchObject({ is_valid: true, is_runnable: false, pending_signatures: [] });
  });

  it("says what each pipe of a valid method takes and gives", () => {
    const { pipe_io_contracts: contracts = {} } = verdictOf(withPipes(""));
    expect(contracts["shop.split"]).toMatchObject({
      inputs: {
        order: {
          concept_ref: "shop.Order",
          presence: "plain",
          multiplicity: "single",
          item_count: null,
          json_schema: { properties: { buyer: { $ref: "#/$defs/shop.Buyer" } } },
        },
      },
      output: { concept_ref: "shop.Line", multiplicity: "variable", item_count: null, optional: false },
    });
    expect(verdictOf("domain =")).not.toHaveProperty("pipe_io_contracts");
  });

  it("leaves the contracts out where they would outgrow the method by its square", () => {
    const size = 320;
    const concepts = Array.from({ length: size }, (_, index) => {
      const nested = Array.from({ length: 20 }, (_part, part) => (index * 3 + part + 1) % size).filter(
        (at) => at > index,
      );
      const fields = nested.map((at) => `f${at} = { type = "concept", concept_ref = "C${at}", description = "d" }`);
      return `[concept.C${index}]\ndescription = "d"\n[concept.C${index}.structure]\nx = "d"\n${fields.join("\n")}\n`;
    });
    const pipes = Array.from(
      { length: 600 },
      (_, index) =>
        `[pipe.p${index}]\ntype = "PipeFunc"\ndescription = "d"\ninputs = { x = "C0" }\noutput = "Text"\nfunction_name = "f"\n`,
    );
    const verdict = verdictOf(`domain = "a"\nmain_pipe = "p0"\n${concepts.join("")}${pipes.join("")}`);
    expect(verdict.is_valid).toBe(true);
    expect(verdict).not.toHaveProperty("pipe_io_contracts");
  });

  it("is the same for the same text, frozen, and plain JSON", () => {
    fc.assert(
      fc.property(fc.nat({ max: 900 }), fc.string({ maxLength: 6 }), (at, piece) => {
        const whole = withPipes("");
        const text = whole.slice(0, at) + piece + whole.slice(at);
        const verdict = verdictOf(text);
        expect(JSON.stringify(verdictOf(text))).toBe(JSON.stringify(verdict));
        expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
        expect(verdict.is_valid).toBe(verdict.validation_errors.length === 0);
        expect(Object.isFrozen(verdict) && Object.isFrozen(verdict.validation_errors)).toBe(true);
      }),
    );
  });
});
