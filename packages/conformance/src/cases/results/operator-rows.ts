import { func, llm, pipe, sequence } from "../method-text.ts";
import type { ResultRow } from "./result-row.ts";

const text = (content: string) => ({ text: content });
const topic = { topic: "tea" };

/** What the other operators, multiplicities and overrides mean. */
export const OPERATOR_ROWS: readonly ResultRow[] = [
  {
    id: "multiplicity.a_list_is_one_call",
    why: "Many results are asked for once",
    method: llm("main", { topic: "Text" }, "Text[]"),
    inputs: topic,
    script: { main: ["1", "2"] },
    expect: { main: [text("1"), text("2")], called: ["main"] },
  },
  {
    id: "multiplicity.the_leaf_is_told_how_many",
    why: "A fixed number reaches the prompt and the check",
    method: llm("main", { topic: "Text" }, "Text[3]"),
    inputs: topic,
    script: { main: (call) => [String(call.output.multiplicity), JSON.stringify(call.parameters["_nb_output"]), "x"] },
    expect: { main: [text("3"), text("3"), text("x")] },
  },
  {
    id: "multiplicity.a_step_can_ask_for_a_number",
    why: "The same pipe serves for one and for many",
    method: [
      sequence("main", { topic: "Text" }, "Text[]", `pipe = "a", nb_output = 2, result = "two"`),
      llm("a", { topic: "Text" }),
    ].join("\n"),
    inputs: topic,
    script: { a: (call) => Array.from({ length: Number(call.output.multiplicity) }, () => "one") },
    expect: { main: [text("one"), text("one")] },
  },
  {
    id: "multiplicity.a_step_can_ask_for_many",
    why: "How many is left to the model",
    method: [
      sequence("main", { topic: "Text" }, "Text[]", `pipe = "a", multiple_output = true, result = "all"`),
      llm("a", { topic: "Text" }),
    ].join("\n"),
    inputs: topic,
    script: { a: (call) => [String(call.output.multiplicity)] },
    expect: { main: [text("many")] },
  },
  {
    id: "multiplicity.the_caller_can_ask_for_many",
    why: "A caller's override reaches the entry",
    method: llm("main", { topic: "Text" }),
    inputs: topic,
    output_multiplicity: "many",
    script: { main: (call) => [String(call.output.multiplicity)] },
    expect: { main: [text("many")] },
  },
  {
    id: "multiplicity.the_caller_can_ask_for_one",
    why: "A caller's override reaches the entry",
    method: llm("main", { topic: "Text" }, "Text[]"),
    inputs: topic,
    output_multiplicity: "single",
    script: { main: (call) => String(call.output.multiplicity) },
    expect: { main: text("single") },
  },
  {
    id: "operators.a_draft_and_its_structure_are_two_leaves",
    why: "Each paid answer is durable by itself",
    method: [
      `[concept.Card]\ndescription = "A card"\n[concept.Card.structure]\ntitle = { type = "text", description = "t", required = true }\n`,
      llm("main", { topic: "Text" }, "Card", 'structuring_method = "preliminary_text"'),
    ].join("\n"),
    inputs: topic,
    script: { "main#draft_text": "a draft", "main#structure": { title: "T" } },
    expect: {
      main: { title: "T" },
      nodes: [
        ["main", "succeeded"],
        ["main/draft_text", "succeeded"],
        ["main/structure", "succeeded"],
      ],
    },
  },
  {
    id: "operators.a_function_is_a_leaf",
    why: "Code of the project is retried and recorded like a call",
    method: func("main", { topic: "Text" }),
    inputs: topic,
    script: { main: (call) => `${call.kind} ${call.effect}` },
    expect: { main: text("func effectful"), node: { main: { type: "PipeFunc" } } },
  },
  {
    id: "operators.a_function_has_its_declared_effect",
    why: "What may be repeated is what the project said",
    method: func("main", { topic: "Text" }),
    inputs: topic,
    function_effects: { main: "idempotent" },
    script: { main: (call) => call.effect },
    expect: { main: text("idempotent") },
  },
  {
    id: "operators.an_extraction_makes_pages",
    why: "Pages are a list, even of one",
    method: [
      sequence("main", { file: "Document" }, "Text[]", `pipe = "x", result = "pages"`, `pipe = "each", result = "e"`),
      pipe("x", "PipeExtract", { file: "Document" }, "Page[]", ""),
      pipe(
        "each",
        "PipeBatch",
        { pages: "Page[]" },
        "Text[]",
        `branch_pipe_code = "read"\ninput_list_name = "pages"\ninput_item_name = "page"`,
      ),
      pipe("read", "PipeCompose", { page: "Page" }, "Text", 'template = "{{ page.text_and_images.text.text }}"'),
    ].join("\n"),
    inputs: { file: { url: "https://example.com/a.pdf" } },
    script: { x: [{ text_and_images: { text: { text: "p1" } } }, { text_and_images: { text: { text: "p2" } } }] },
    expect: { main: [text("p1"), text("p2")], concepts: { pages: "native.Page" } },
  },
  {
    id: "operators.a_leaf_gets_the_models_that_were_resolved",
    why: "A worker needs no deck",
    method: llm("main", { topic: "Text" }),
    inputs: topic,
    script: { main: (call) => `${call.model?.provider} ${call.model?.model}` },
    expect: { main: text("emulated kit-model"), node: { main: { model: "kit-model" } } },
  },
  {
    id: "operators.usage_is_summed",
    why: "What a run took is told with its result",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "x"`, `pipe = "a", result = "y"`),
      llm("a", { topic: "Text" }),
    ].join("\n"),
    inputs: topic,
    expect: { node: { "main/a": { usage: { input_tokens: 3, output_tokens: 2 }, calls: 1, attempt: 1 } } },
  },
];
