import { attempts, fails } from "../../kit/script.ts";
import { llm, sequence } from "../method-text.ts";
import type { ResultRow } from "./result-row.ts";

const text = (content: string) => ({ text: content });
const topic = { topic: "tea" };

/** What running a sequence means. */
export const SEQUENCE_ROWS: readonly ResultRow[] = [
  {
    id: "sequence.runs_steps_in_order",
    why: "A step builds on what the one before it made",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "draft", result = "d"`, `pipe = "polish", result = "p"`),
      llm("draft", { topic: "Text" }),
      llm("polish", { d: "Text" }),
    ].join("\n"),
    inputs: topic,
    expect: { main: text("polish(d=draft(topic=tea))"), called: ["main/draft", "main/polish"] },
  },
  {
    id: "sequence.keeps_every_result_under_its_name",
    why: "Earlier results stay visible to later steps and in the memory",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "one"`, `pipe = "b", result = "two"`),
      llm("a", { topic: "Text" }),
      llm("b", { topic: "Text" }),
    ].join("\n"),
    inputs: topic,
    expect: {
      names: ["one", "topic", "two"],
      memory: { one: text("a(topic=tea)"), two: text("b(topic=tea)") },
      main_name: "two",
    },
  },
  {
    id: "sequence.a_step_without_result_is_main_until_the_next",
    why: "An unnamed result can be read as main_stuff, and only until something else is made",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "a"`, `pipe = "b", result = "two"`),
      llm("a", { topic: "Text" }),
      llm("b", { topic: "Text" }),
    ].join("\n"),
    inputs: topic,
    expect: { names: ["topic", "two"], main_name: "two" },
  },
  {
    id: "sequence.the_last_step_may_be_unnamed",
    why: "A method need not name what it ends with",
    method: [sequence("main", { topic: "Text" }, "Text", `pipe = "a"`), llm("a", { topic: "Text" })].join("\n"),
    inputs: topic,
    expect: { main: text("a(topic=tea)"), names: ["main_stuff", "topic"] },
  },
  {
    id: "sequence.a_name_used_again_is_overwritten",
    why: "A loop of refinements reads the latest",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "t"`, `pipe = "b", result = "t"`),
      llm("a", { topic: "Text" }),
      llm("b", { t: "Text" }),
    ].join("\n"),
    inputs: topic,
    expect: { names: ["t", "topic"], memory: { t: text("b(t=a(topic=tea))") } },
  },
  {
    id: "sequence.a_nested_sequence_shares_its_memory",
    why: "What an inner sequence names stays visible to its caller",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "inner", result = "i"`, `pipe = "last", result = "l"`),
      sequence("inner", { topic: "Text" }, "Text", `pipe = "a", result = "deep"`, `pipe = "b", result = "end"`),
      llm("a", { topic: "Text" }),
      llm("b", { deep: "Text" }),
      llm("last", { deep: "Text", i: "Text" }),
    ].join("\n"),
    inputs: topic,
    expect: {
      main: text("last(deep=a(topic=tea), i=b(deep=a(topic=tea)))"),
      names: ["deep", "end", "i", "l", "topic"],
    },
  },
  {
    id: "sequence.the_same_pipe_twice_has_two_nodes",
    why: "Two calls of one pipe are told apart in the picture, the ledger and the keys",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "x"`, `pipe = "a", result = "y"`),
      llm("a", { topic: "Text" }),
    ].join("\n"),
    inputs: topic,
    expect: {
      nodes: [
        ["main", "succeeded"],
        ["main/a", "succeeded"],
        ["main/a~2", "succeeded"],
      ],
    },
  },
  {
    id: "sequence.stops_at_the_first_failure",
    why: "Nothing is paid for behind a step that failed",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "x"`, `pipe = "b", result = "y"`),
      llm("a", { topic: "Text" }),
      llm("b", { x: "Text" }),
    ].join("\n"),
    inputs: topic,
    script: { a: fails("model.content_refused") },
    expect: {
      failure: {
        code: "model.content_refused",
        location: { pipe: "conformance.a", path: ["main", "a"], node: "main/a" },
      },
      called: ["main/a"],
    },
  },
  {
    id: "sequence.a_binding_step_copies_a_value",
    why: "A part of a value can be handed on under a name of its own, without a call",
    method: [
      `[concept.Invoice]\ndescription = "An invoice"\n[concept.Invoice.structure]\ntotal = { type = "number", description = "t", required = true }\n`,
      sequence(
        "main",
        { invoice: "Invoice" },
        "Text",
        `from = "invoice.total", result = "amount"`,
        `pipe = "say", result = "said"`,
      ),
      llm("say", { amount: "Number" }),
    ].join("\n"),
    inputs: { invoice: { total: 12.5 } },
    expect: { memory: { amount: { number: 12.5 } }, concepts: { amount: "native.Number" }, called: ["main/say"] },
  },
  {
    id: "sequence.a_later_answer_does_not_change_an_earlier_value",
    why: "A value that was read stays what it was",
    method: [
      sequence(
        "main",
        { topic: "Text" },
        "Text",
        `pipe = "a", result = "x"`,
        `pipe = "a", result = "y"`,
        `pipe = "b", result = "z"`,
      ),
      llm("a", { topic: "Text" }),
      llm("b", { x: "Text", y: "Text" }),
    ].join("\n"),
    inputs: topic,
    script: { "main/a": "first", "main/a~2": attempts("second") },
    expect: { main: text("b(x=first, y=second)") },
  },
  {
    id: "sequence.the_callers_output_name_holds",
    why: "Who asks for a result under a name finds it there",
    method: [sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "x"`), llm("a", { topic: "Text" })].join(
      "\n",
    ),
    inputs: topic,
    output_name: "answer",
    expect: { main_name: "answer", memory: { answer: text("a(topic=tea)") } },
  },
  {
    id: "sequence.a_leaf_can_be_the_entry",
    why: "A method of one step is a method",
    method: llm("main", { topic: "Text" }),
    inputs: topic,
    expect: { main: text("main(topic=tea)"), nodes: [["main", "succeeded"]], called: ["main"] },
  },
  {
    id: "sequence.a_leaf_reads_its_declared_inputs_only",
    why: "A prompt holds what it says it holds, and costs what it looks like",
    method: [
      sequence(
        "main",
        { topic: "Text", other: "Text" },
        "Text",
        `pipe = "a", result = "x"`,
        `pipe = "b", result = "y"`,
      ),
      llm("a", { topic: "Text" }),
      llm("b", { other: "Text" }),
    ].join("\n"),
    inputs: { topic: "tea", other: "milk" },
    expect: { main: text("b(other=milk)") },
  },
];
