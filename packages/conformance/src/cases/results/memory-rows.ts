import { fails } from "../../kit/script.ts";
import { llm, parallel, pipe, sequence } from "../method-text.ts";
import type { ResultRow } from "./result-row.ts";

const text = (content: string) => ({ text: content });
const LEGAL = `[concept.Claim]\ndescription = "A claim"\nrefines = "Text"\n`;

/** What is in the memory, what is absent, and what inputs become. */
export const MEMORY_ROWS: readonly ResultRow[] = [
  {
    id: "memory.inputs_stay_under_their_names",
    why: "What was given can be read at the end",
    method: llm("main", { topic: "Text" }),
    inputs: { topic: "tea" },
    expect: { memory: { topic: text("tea") }, concepts: { topic: "native.Text" } },
  },
  {
    id: "memory.a_result_has_the_declared_concept",
    why: "What follows knows what a value is",
    method: [
      LEGAL,
      sequence("main", { topic: "Text" }, "Claim", `pipe = "a", result = "c"`),
      llm("a", { topic: "Text" }, "Claim"),
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: { concepts: { c: "conformance.Claim" } },
  },
  {
    id: "memory.an_input_keeps_its_finer_concept",
    why: "A more specific value is not made less so",
    method: [LEGAL, llm("main", { topic: "Text" })].join("\n"),
    inputs: { topic: { concept: "conformance.Claim", content: "mine" } },
    expect: { concepts: { topic: "conformance.Claim" } },
  },
  {
    id: "memory.a_long_value_is_the_same_value",
    why: "Whether a value travels inline or by reference is not seen in it",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "x"`, `pipe = "b", result = "y"`),
      llm("a", { topic: "Text" }),
      llm("b", { x: "Text" }),
    ].join("\n"),
    inputs: { topic: "tea" },
    script: { a: "long ".repeat(3000) },
    expect: { memory: { x: text("long ".repeat(3000)), y: text(`b(x=${"long ".repeat(3000)})`) } },
  },
  {
    id: "memory.other_alphabets_survive",
    why: "Text is text in every language",
    method: llm("main", { topic: "Text" }),
    inputs: { topic: "Grüße, 世界 👋 \u0000\u2028" },
    expect: { main: text("main(topic=Grüße, 世界 👋 \u0000\u2028)") },
  },
  {
    id: "memory.names_of_members_are_names",
    why: "A value may be called like something that lists have",
    method: [
      sequence("main", { value: "Text" }, "Text", `pipe = "a", result = "length"`, `pipe = "b", result = "items"`),
      llm("a", { value: "Text" }),
      llm("b", { length: "Text" }),
    ].join("\n"),
    inputs: { value: "tea" },
    expect: { names: ["items", "length", "value"], main: text("b(length=a(value=tea))") },
  },
  {
    id: "optionality.an_optional_input_may_be_left_out",
    why: "What is optional is not asked for, and its absence is known",
    method: llm("main", { topic: "Text", note: "Text?" }),
    inputs: { topic: "tea" },
    expect: { main: text("main(topic=tea)"), absences: { note: "not_provided" } },
  },
  {
    id: "optionality.an_optional_input_that_is_given_is_read",
    why: "What is given counts",
    method: llm("main", { topic: "Text", note: "Text?" }),
    inputs: { topic: "tea", note: "hot" },
    expect: { main: text("main(note=hot, topic=tea)"), absences: {} },
  },
  {
    id: "optionality.a_pipe_without_its_input_is_skipped",
    why: "What has nothing to read is not paid for",
    method: [sequence("main", { note: "Text?" }, "Text?", `pipe = "a", result = "x"`), llm("a", { note: "Text" })].join(
      "\n",
    ),
    inputs: {},
    expect: {
      called: [],
      absences: { note: "not_provided", x: "skipped" },
      nodes: [
        ["main", "succeeded"],
        ["main/a", "skipped"],
      ],
    },
  },
  {
    id: "optionality.a_skipped_list_is_empty",
    why: "Many of nothing is none",
    method: [
      sequence("main", { note: "Text?" }, "Text[]", `pipe = "a", result = "x"`),
      llm("a", { note: "Text" }, "Text[]"),
    ].join("\n"),
    inputs: {},
    expect: { main: [], called: [] },
  },
  {
    id: "optionality.a_chain_of_skips_ends_where_absence_is_read",
    why: "A pipe that can do without runs behind ones that were skipped",
    method: [
      sequence(
        "main",
        { note: "Text?", topic: "Text" },
        "Text",
        `pipe = "a", result = "x"`,
        `pipe = "b", result = "y"`,
      ),
      llm("a", { note: "Text" }),
      llm("b", { x: "Text?", topic: "Text" }),
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: { main: text("b(topic=tea)"), called: ["main/b"] },
  },
  {
    id: "optionality.a_composite_leaves_an_absent_branch_out",
    why: "What is not there has no component",
    method: [
      parallel("main", { note: "Text?", topic: "Text" }, "Composite", [
        'pipe = "a", result = "x"',
        'pipe = "b", result = "y"',
      ]),
      llm("a", { note: "Text" }),
      llm("b", { topic: "Text" }),
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: { main: { y: text("b(topic=tea)") } },
  },
  {
    id: "nodes.say_what_they_read_and_wrote",
    why: "The picture of a run is drawn from its nodes alone",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "x"`, `pipe = "b", result = "y"`),
      llm("a", { topic: "Text" }),
      llm("b", { x: "Text" }),
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: {
      node: {
        "main/a": { reads: { topic: "input/topic" }, writes: "main/a", parent: "main", type: "PipeLLM" },
        "main/b": { reads: { x: "main/a" }, writes: "main/b" },
        main: { writes: "main/b", type: "PipeSequence", pipe: "conformance.main" },
      },
    },
  },
  {
    id: "nodes.are_in_the_order_of_the_plan",
    why: "Two runs of one method are compared line by line",
    method: [
      parallel("main", { topic: "Text" }, "Composite", ['pipe = "one", result = "x"', 'pipe = "b", result = "y"']),
      sequence("one", { topic: "Text" }, "Text", `pipe = "a", result = "o"`, `pipe = "a", result = "p"`),
      llm("a", { topic: "Text" }),
      llm("b", { topic: "Text" }),
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: {
      nodes: [
        ["main", "succeeded"],
        ["main/one", "succeeded"],
        ["main/one/a", "succeeded"],
        ["main/one/a~2", "succeeded"],
        ["main/b", "succeeded"],
      ],
    },
  },
  {
    id: "nodes.a_deep_path_is_cut_and_stays_unique",
    why: "Deep methods run, and their nodes are told apart",
    method: [
      ...Array.from({ length: 7 }, (_, depth) => {
        const code = depth === 0 ? "main" : `${"level".repeat(6)}_${depth}`;
        const child = depth === 6 ? "a" : `${"level".repeat(6)}_${depth + 1}`;
        return sequence(
          code,
          { topic: "Text" },
          "Text",
          `pipe = "${child}", result = "r${depth}"`,
          `pipe = "a", result = "s${depth}"`,
        );
      }),
      llm("a", { topic: "Text" }),
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: { main: text("a(topic=tea)") },
  },
  {
    id: "limits.nesting_beyond_the_limit_is_refused",
    why: "A method that calls itself ends",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "inner", result = "x"`),
      sequence("inner", { topic: "Text" }, "Text", `pipe = "a", result = "y"`),
      llm("a", { topic: "Text" }),
    ].join("\n"),
    inputs: { topic: "tea" },
    limits: { pipe_stack_limit: 2 },
    expect: { failure: { code: "perdure.pipe_stack_overflow" }, called: [] },
  },
  {
    id: "limits.a_list_beyond_the_limit_is_refused_before_its_items",
    why: "A list that cannot be batched over is told before anything of it is paid for",
    method: [
      pipe(
        "main",
        "PipeBatch",
        { words: "Text[]" },
        "Text[]",
        `branch_pipe_code = "w"\ninput_list_name = "words"\ninput_item_name = "word"`,
      ),
      llm("w", { word: "Text" }),
    ].join("\n"),
    inputs: { words: ["a", "b", "c"] },
    limits: { list_inline_max: 2 },
    expect: { failure: { code: "perdure.list_too_long" }, called: [] },
  },
  {
    id: "nodes.the_failed_node_carries_the_failure",
    why: "Where it happened is seen in the picture",
    method: [sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "x"`), llm("a", { topic: "Text" })].join(
      "\n",
    ),
    inputs: { topic: "tea" },
    script: { a: fails("model.no_result") },
    expect: {
      failure: { code: "model.no_result", location: { pipe: "conformance.a", path: ["main", "a"], node: "main/a" } },
    },
  },
];
