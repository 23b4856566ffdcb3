import { describe, expect, it } from "vitest";
import type { Crate, Json } from "@perdure/crate";
import { withConcepts, withPipe, withPipes } from "../__fixtures__/shop.ts";
import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import { parseMethod } from "../parse-method.ts";
import { applyFix } from "./apply-fix.ts";
import type { FixSafety } from "./suggested-fix.ts";

const read = (text: string) => parseMethod([{ path: "shop.mthds", text }], { functions: ["total"] });
/** What is mended by saying what held anyway. */
const SAYS_MORE: ReadonlySet<DiagnosticCode> = new Set(["bundle.main_pipe_missing", "field.item_type_missing"]);
const LLM = `inputs = { order = "Order" }\noutput = "Note"\n`;
const CALL = `inputs = { order = "Order" }\noutput = "Note"\n`;
const field = (lines: string): string =>
  withConcepts(`\n[concept.Bag]\ndescription = "A bag"\n\n[concept.Bag.structure]\nsize = ${lines}\n`);

/** One fault each: what mends it, how sure that is, and what the text becomes. */
const FIXES: readonly (readonly [
  code: DiagnosticCode,
  fix_code: string,
  safety: FixSafety,
  text: string,
  before: string,
  after: string,
])[] = [
  [
    "toml.unknown_key",
    "rename-key",
    "unsafe",
    withPipe("PipeLLM", `${LLM}promt = "$order" # say it`),
    "promt",
    "prompt",
  ],
  ["toml.unknown_key", "rename-key", "safe", withPipe("PipeLLM", `${LLM}Prompt = "$order"`), "Prompt", "prompt"],
  [
    "toml.unknown_key",
    "rename-old-key",
    "safe",
    withPipe("PipeLLM", `${LLM}prompt_template = "$order"`),
    "prompt_template",
    "prompt",
  ],
  [
    "toml.unknown_key",
    "rename-key",
    "unsafe",
    withPipe("PipeSequence", `${CALL}steps = [\n  { pipe = "main", reslt = "x" }, # one\n  { pipe = "main" },\n]`),
    "reslt",
    "result",
  ],
  [
    "toml.unknown_key",
    "rename-key",
    "unsafe",
    withPipe("PipeSequence", `${CALL}[[pipe.p.steps]]\npipe = "main"\nreslt = "x"\n\n[[pipe.p.steps]]\npipe = "main"`),
    "reslt",
    "result",
  ],
  [
    "toml.unknown_word",
    "replace-word",
    "unsafe",
    withPipe("PipeLLM", `${LLM}prompt = "$order"\nstructuring_method = 'dirct'`),
    "'dirct'",
    "'direct'",
  ],
  [
    "toml.unknown_key",
    "rename-key",
    "unsafe",
    withPipe("PipeLLM", `${LLM}prompt = "$order"`).replace(
      'type = "PipeLLM"\ndescription = "A pipe"',
      'tpye = "PipeLLM"\ndescription = "A pipe"',
    ),
    "tpye",
    "type",
  ],
  [
    "toml.unknown_key",
    "rename-key",
    "unsafe",
    withPipe("PipeSequence", `${CALL}steps = [{ result = "x", pip = "main" }, { pipe = "main" }]`),
    "pip =",
    "pipe =",
  ],
  ["pipe.type_unknown", "replace-word", "safe", withPipe("PipeLlm", `${LLM}prompt = "$order"`), "PipeLlm", "PipeLLM"],
  [
    "toml.wrong_type",
    "unquote-value",
    "safe",
    field(`{ type = "text", description = "d", required = "true" }`),
    '"true"',
    "true",
  ],
  ["field.type_unknown", "replace-word", "safe", field(`{ type = "string", description = "d" }`), '"string"', '"text"'],
  ["field.type_unknown", "replace-word", "unsafe", field(`{ type = "txt", description = "d" }`), '"txt"', '"text"'],
  [
    "field.item_type_missing",
    "add-item-type",
    "safe",
    field(`{ type = "list", description = "d" }`),
    'description = "d" }\n',
    'description = "d", item_type = "text" }\n',
  ],
  [
    "field.required_with_default",
    "keep-default",
    "unsafe",
    field(`{ type = "text", required = true, description = "d", default_value = "x" }`),
    "required = true, ",
    "",
  ],
  [
    "field.key_type",
    "set-key-type",
    "safe",
    field(`{ type = "dict", description = "d", key_type = "integer", value_type = "text" }`),
    '"integer"',
    '"text"',
  ],
  [
    "field.stray_key",
    "delete-stray-key",
    "unsafe",
    field(`{ type = "text", description = "d", item_type = "text" }`),
    ', item_type = "text"',
    "",
  ],
  [
    "concept.unresolved",
    "rename-reference",
    "unsafe",
    withPipe("PipeLLM", `output = "Notes[]"\nprompt = "x"`),
    "Notes[]",
    "Note[]",
  ],
  [
    "concept.native_redeclared",
    "strip-native-concept-redecl",
    "safe",
    withConcepts(`Text = "A text"\n`)
      .replace("\n[concept.Order]", `Text = "A text"\n\n[concept.Order]`)
      .replace(`Text = "A text"\n\n[pipe`, "\n[pipe"),
    `Text = "A text"\n`,
    "",
  ],
  [
    "pipe.unresolved",
    "rename-reference",
    "unsafe",
    withPipe("PipeSequence", `${CALL}steps = [{ pipe = "mian" }]`),
    "mian",
    "main",
  ],
  [
    "batch.list",
    "replace-word",
    "unsafe",
    withPipe(
      "PipeBatch",
      `inputs = { lines = "Line[]" }\noutput = "Note[]"\nbranch_pipe_code = "label"\ninput_list_name = "linse"\ninput_item_name = "line"`,
    ),
    "linse",
    "lines",
  ],
  [
    "batch.output_single",
    "add-brackets",
    "safe",
    withPipe(
      "PipeBatch",
      `inputs = { lines = "Line[]" }\noutput = "Note"\nbranch_pipe_code = "label"\ninput_list_name = "lines"\ninput_item_name = "line"`,
    ),
    `inputs = { lines = "Line[]" }\noutput = "Note"`,
    `inputs = { lines = "Line[]" }\noutput = "Note[]"`,
  ],
  [
    "output.concept",
    "match-sequence-output",
    "safe",
    withPipe("PipeSequence", `inputs = { order = "Order" }\noutput = "Order"\nsteps = [{ pipe = "main" }]`),
    `"Order"\nsteps`,
    `"Note"\nsteps`,
  ],
  [
    "output.multiplicity",
    "match-sequence-output",
    "safe",
    withPipe("PipeSequence", `inputs = { order = "Order" }\noutput = "Line"\nsteps = [{ pipe = "split" }]`),
    `"Line"\nsteps`,
    `"Line[]"\nsteps`,
  ],
  [
    "extract.output",
    "set-extract-output",
    "safe",
    withPipe("PipeExtract", `inputs = { scan = "Document" }\noutput = "Page"`),
    '"Page"',
    '"Page[]"',
  ],
  ["slot.marker", "drop-marker", "safe", withPipe("PipeLLM", `output = "Note!"\nprompt = "x"`), "Note!", "Note"],
  [
    "slot.count_of_one",
    "drop-count-of-one",
    "safe",
    withPipe("PipeLLM", `output = "Note[1]" # one\nprompt = "x"`),
    "Note[1]",
    "Note",
  ],
  [
    "template.variable_undeclared",
    "rename-variable",
    "unsafe",
    withPipe("PipeLLM", `${LLM}prompt = """\nSay $ordre # not a comment\n"""`),
    "$ordre",
    "$order",
  ],
  [
    "template.field_unknown",
    "rename-variable",
    "unsafe",
    withPipe("PipeLLM", `${LLM}prompt = '$order.totl'`),
    "totl",
    "total",
  ],
  [
    "template.block_in_line",
    "print-in-line",
    "unsafe",
    withPipe("PipeLLM", `${LLM}prompt = "Read @order well"`),
    "@order",
    "$order",
  ],
  [
    "compose.field_unknown",
    "rename-key",
    "unsafe",
    withPipe("PipeCompose", `inputs = { order = "Order" }\noutput = "Line"\nconstruct = { labl = "x" }`),
    "labl",
    "label",
  ],
  [
    "path.unresolved",
    "rename-path",
    "unsafe",
    withPipe(
      "PipeCompose",
      `inputs = { order = "Order" }\noutput = "Line"\nconstruct = { label = { from = "order.numbr" } }`,
    ),
    "order.numbr",
    "order.number",
  ],
  [
    "func.unregistered",
    "replace-word",
    "unsafe",
    withPipe("PipeFunc", `output = "Note"\nfunction_name = "totl"`),
    "totl",
    "total",
  ],
  [
    "signature.type",
    "delete-signature-type",
    "safe",
    withPipe("PipeSignature", `output = "Note"`),
    `type = "PipeSignature"\n`,
    "",
  ],
  [
    "input.unread",
    "delete-unread-input",
    "unsafe",
    withPipe("PipeLLM", `inputs = { order = "Order", tone = "Text" }\noutput = "Note"\nprompt = "$order"`),
    ', tone = "Text"',
    "",
  ],
  [
    "bundle.main_pipe_unknown",
    "set-main-pipe",
    "unsafe",
    withPipes("").replace('"main"', '"mian"'),
    '"mian"',
    '"main"',
  ],
  [
    "bundle.main_pipe_missing",
    "set-main-pipe",
    "safe",
    `domain = "a" # ours\n\n[pipe.only]\ntype = "PipeLLM"\ndescription = "d"\noutput = "Text"\nprompt = "x"\n`,
    "# ours\n",
    '# ours\nmain_pipe = "only"\n',
  ],
];

describe("the fix of a fault", () => {
  it.each(FIXES)("%s: %s, %s", (code, fix_code, safety, text, before, after) => {
    const method = read(text);
    const fixes = method.diagnostics.flatMap(({ code: own, fix }) => (own === code && fix !== undefined ? [fix] : []));
    expect(fixes).toMatchObject([{ fix_code, safety, source: "shop.mthds" }]);
    const fixed = applyFix(text, fixes[0] ?? { ops: [] });
    expect(fixed).toBe(text.replace(before, after));
    expect(Object.isFrozen(fixes[0]?.ops)).toBe(true);
    const left = (codes: typeof method.diagnostics): readonly string[] =>
      codes.map((diagnostic) => diagnostic.code).sort();
    const rest = [...left(method.diagnostics)];
    rest.splice(rest.indexOf(code), 1);
    // A fix removes its diagnostic and adds none; a warning of what is read anew may go with it.
    expect(rest).toEqual(expect.arrayContaining([...left(read(fixed ?? "").diagnostics)]));
    expect(left(read(fixed ?? "").diagnostics)).not.toContain(code);
  });

  it("leaves the crate as it was where it is safe and only a warning was given", () => {
    let compared = 0;
    for (const [code, , safety, text] of FIXES) {
      const method = read(text);
      const fix = method.diagnostics.find((diagnostic) => diagnostic.code === code)?.fix;
      if (safety === "unsafe" || method.crate === undefined || fix === undefined) continue;
      compared += 1;
      const fixed = read(applyFix(text, fix) ?? "").crate;
      if (SAYS_MORE.has(code)) continue;
      expect([code, meaning(fixed)]).toEqual([code, meaning(method.crate)]);
    }
    expect(compared).toBeGreaterThan(4);
  });

  it.each([
    ["the right name is there already", withPipe("PipeLLM", `${LLM}prompt = "$order"\nprompt_template = "x"`)],
    [
      "an older key held something else",
      withPipe("PipeFunc", `input = "Text"\noutput = "Note"\nfunction_name = "total"`),
    ],
    ["nothing is near", withPipe("PipeLLM", `output = "Zebra"\nprompt = "x"`)],
    ["a line of the text is broken by a backslash", withPipe("PipeLLM", `${LLM}prompt = """Say \\\n  $ordre"""`)],
    [
      "a guard would be lost",
      withPipe("PipeLLM", `inputs = { order = "Order?" }\noutput = "Note"\nprompt = "Say @?order now"`),
    ],
    [
      "callers count on what is promised",
      withPipe(
        "PipeSequence",
        `${CALL.replace("Note", "Note[]")}steps = [{ pipe = "q" }]\n\n[pipe.q]\ntype = "PipeSequence"\ndescription = "d"\n${CALL.replace("Note", "Note[]")}steps = [{ pipe = "main" }]`,
      ),
    ],
    [
      "two sides can be wrong",
      withPipe(
        "PipeCondition",
        `inputs = { order = "Order" }\noutput = "Order"\nexpression = "order.number"\noutcomes = { a = "main" }\ndefault_outcome = "fail"`,
      ),
    ],
  ])("is not there where %s", (_, text) => {
    const { diagnostics } = read(text);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.flatMap(({ fix }) => fix ?? [])).toEqual([]);
  });
});

/** A crate without what a change of the text moves about. */
const meaning = (crate: Crate | undefined): Json =>
  JSON.parse(
    JSON.stringify({ ...crate, fingerprint: "" }, (key, value: unknown) => (key === "place" ? undefined : value)),
  ) as Json;
