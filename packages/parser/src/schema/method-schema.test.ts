import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { withConcepts, withPipe, withPipes } from "../__fixtures__/shop.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import { KEY_MEANINGS } from "../editor/key-meanings.ts";
import type { TableKind } from "../editor/key-meanings.ts";
import { keysOf } from "../editor/known-keys.ts";
import { wordsOf } from "../editor/known-words.ts";
import { parseMethod } from "../parse-method.ts";
import { PIPE_TYPES } from "../pipes/pipe-types.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import { tomlToJson } from "../source/toml-tree.ts";
import { methodSchema } from "./method-schema.ts";
import { VALUE_SHAPES } from "./value-shapes.ts";

const schema = methodSchema();
const isValid = new Ajv({ allErrors: true }).compile(schema);
const dataOf = (text: string): unknown => {
  const root = readToml(createReporter(createSourceText("a.mthds", text), []));
  return root === undefined ? undefined : tomlToJson(root);
};
const KINDS = Object.keys(KEY_MEANINGS) as readonly TableKind[];
const LLM = 'inputs = { order = "Order" }\noutput = "Note"\nprompt = "Note $order"';

/** Where a key of a kind of table stands in a method, and what is there besides. */
const PLACES: Readonly<Partial<Record<TableKind, (entry: string) => string>>> = {
  bundle: (entry) => `${entry}\n${withPipes("")}`,
  concept: (entry) => withConcepts(`\n[concept.X]\n${entry}\n`),
  field: (entry) => withConcepts(`\n[concept.X]\ndescription = "x"\n[concept.X.structure]\nf = { ${entry} }\n`),
  input: (entry) => withPipe("PipeLLM", LLM.replace('"Order"', `{ concept = "Order", ${entry} }`)),
  step: (entry) => withPipe("PipeSequence", `output = "Note"\nsteps = [{ ${entry} }]`),
  template: (entry) => withPipe("PipeCompose", `output = "Text"\ntemplate = { ${entry} }`),
  style: (entry) => withPipe("PipeLLM", `${LLM}\ntemplating_style = { ${entry} }`),
};
const unknownKeys = (text: string): readonly unknown[] =>
  parseMethod([{ path: "a.mthds", text }]).diagnostics.flatMap(({ code, params }) =>
    code === "toml.unknown_key" ? [params["key"]] : [],
  );

describe("the schema of a method", () => {
  it("is the file that is shipped", async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot("../../schema/mthds.schema.json");
  });

  it("accepts methods that are valid", () => {
    const whole = withPipes(`
[pipe.all]
type = "PipeSequence"
description = "d"
inputs = { order = { concept = "Order", hints = { intent = "prose" } } }
output = "Note[]"
steps = [
  { pipe = "split", result = "lines" },
  { pipe = "label", batch_over = "lines", batch_as = "line" },
]

[pipe.later]
description = "d"
output = "Note"

[pipe.styled]
type = "PipeLLM"
description = "d"
output = "Note"
prompt = "p"
model = { model = "m", temperature = 0.5, max_tokens = "auto" }
templating_style = { tag_style = "xml", text_format = "plain" }
`);
    expect(
      parseMethod([{ path: "a.mthds", text: whole }]).diagnostics.filter(({ severity }) => severity === "error"),
    ).toEqual([]);
    expect([isValid(dataOf(whole)), isValid.errors]).toEqual([true, null]);
  });

  it.each([
    ["a key that a type does not have", withPipe("PipeLLM", `${LLM}\nsteps = []`)],
    ["a type that does not exist", withPipe("PipeLlm", LLM)],
    ["a word that does not exist", withPipe("PipeLLM", `${LLM}\ntemplating_style = "bold"`)],
    ["a value of another type", withPipe("PipeLLM", `${LLM}\nsystem_prompt = 1`)],
    ["a table without what it needs", withPipe("PipeLLM", 'prompt = "p"')],
    ["a concept's code that is malformed", withConcepts('\n[concept.line]\ndescription = "d"\n')],
    ["a key of an earlier dialect", withConcepts('\n[concept.X]\ndefinition = "d"\n')],
  ])("refuses %s", (_what, text) => {
    const data = dataOf(text);
    expect(data).toBeDefined();
    expect(isValid(data)).toBe(false);
  });
});

describe("the tables that completions and the schema are made from", () => {
  it("have a meaning for every key, and a shape and words only for keys that there are", () => {
    const ofPipes = [...new Set([...PIPE_TYPES, undefined].flatMap((type) => keysOf("pipe", type)))];
    expect(Object.keys(KEY_MEANINGS.pipe).toSorted()).toEqual(ofPipes.toSorted());
    for (const kind of KINDS) {
      const known = Object.keys(KEY_MEANINGS[kind]);
      if (kind !== "pipe") expect(known.toSorted()).toEqual(keysOf(kind).toSorted());
      expect(Object.keys(VALUE_SHAPES[kind]).filter((key) => !known.includes(key))).toEqual([]);
      for (const meaning of Object.values(KEY_MEANINGS[kind])) expect(meaning).toMatch(/^[A-Z].*\.$|:.*\.$|".*"\.$/u);
    }
  });

  it("have no key of a pipe that the parser does not know", () => {
    for (const type of PIPE_TYPES) {
      const entries = keysOf("pipe", type).filter((key) => !["type", "description"].includes(key));
      const text = withPipe(type, [...entries, "zzz"].map((key) => `${key} = 1`).join("\n"));
      expect([type, unknownKeys(text)]).toEqual([type, ["zzz"]]);
    }
  });

  it.each(Object.entries(PLACES))("have no key of a %s that the parser does not know", (kind, place) => {
    const here = ["domain", "main_pipe", "concept", "pipe"];
    const keys = keysOf(kind as TableKind).filter((key) => kind !== "bundle" || !here.includes(key));
    for (const key of keys.filter((one) => one !== "concept")) {
      expect([key, unknownKeys(place(`${key} = 1`)).filter((one) => one === key)]).toEqual([key, []]);
    }
    expect(unknownKeys(place(kind === "step" ? 'pipe = "main", zzz = 1' : "zzz = 1"))).toContain("zzz");
  });

  it("have exactly the words that the parser takes", () => {
    const lists: Record<string, readonly string[]> = {};
    const text = [
      withPipe(
        "PipeLLM",
        `${LLM}\nstructuring_method = "zzz"\nmodel = { model = "m", image_detail = "zzz", reasoning_effort = "zzz", prompting_target = "zzz" }\ntemplating_style = { tag_style = "zzz", text_format = "zzz" }`,
      ),
      withPipe("PipeCompose", 'output = "Text"\ntemplate = { template = "t", category = "zzz" }'),
      withPipe(
        "PipeImgGen",
        'output = "Image"\nprompt = "p"\naspect_ratio = "zzz"\nbackground = "zzz"\noutput_format = "zzz"\nmodel = { model = "m", quality = "zzz" }',
      ),
      withPipe("PipeDocGen", 'output = "Document"\nformat = "zzz"'),
    ];
    for (const { code, params } of text.flatMap((one) => parseMethod([{ path: "a.mthds", text: one }]).diagnostics)) {
      const { key, words } = params;
      if (code === "toml.unknown_word" && typeof words === "string") lists[String(key)] = words.split(", ");
    }
    const found = Object.entries(lists);
    expect(found).toHaveLength(12);
    for (const [key, words] of found) {
      const own = KINDS.map((kind) => wordsOf(kind, key)).filter((list) => list.length > 0);
      expect([key, own.map((list) => list.toSorted())]).toEqual([key, own.map(() => words.toSorted())]);
      expect(own).not.toEqual([]);
    }
  });
});
