import { fails } from "../../kit/script.ts";
import { llm, parallel, sequence } from "../method-text.ts";
import type { ResultRow } from "./result-row.ts";

const topic = { topic: "tea" };
const text = (content: string) => ({ text: content });
const TWO = ['pipe = "a", result = "left"', 'pipe = "b", result = "right"'];
const LEAVES = [llm("a", { topic: "Text" }), llm("b", { topic: "Text" })];
const PAIR = `[concept.Pair]
description = "Two texts"
[concept.Pair.structure]
left = { type = "text", description = "l", required = true }
right = { type = "text", description = "r" }
`;

/** What running branches at once means. */
export const PARALLEL_ROWS: readonly ResultRow[] = [
  {
    id: "parallel.combines_its_branches",
    why: "What runs at once comes together in one value",
    method: [parallel("main", { topic: "Text" }, "Composite", TWO), ...LEAVES].join("\n"),
    inputs: topic,
    expect: { main: { left: text("a(topic=tea)"), right: text("b(topic=tea)") } },
  },
  {
    id: "parallel.does_not_keep_each_branch_unasked",
    why: "Names appear in the memory where the method says so",
    method: [parallel("main", { topic: "Text" }, "Composite", TWO), ...LEAVES].join("\n"),
    inputs: topic,
    expect: { names: ["main_stuff", "topic"] },
  },
  {
    id: "parallel.keeps_each_branch_where_asked",
    why: "Later steps read one branch by its name",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "both", result = "pair"`, `pipe = "c", result = "end"`),
      parallel("both", { topic: "Text" }, "Composite", TWO, "add_each_output = true"),
      ...LEAVES,
      llm("c", { left: "Text", right: "Text" }),
    ].join("\n"),
    inputs: topic,
    expect: {
      main: text("c(left=a(topic=tea), right=b(topic=tea))"),
      names: ["end", "left", "pair", "right", "topic"],
    },
  },
  {
    id: "parallel.fills_a_structure",
    why: "A declared concept is made of the branches, text by text",
    method: [PAIR, parallel("main", { topic: "Text" }, "Pair", TWO), ...LEAVES].join("\n"),
    inputs: topic,
    script: { a: "one", b: "two" },
    expect: { main: { left: "one", right: "two" } },
  },
  {
    id: "parallel.branches_do_not_see_each_other",
    why: "What a branch makes depends on what was there before, not on who was faster",
    method: [
      parallel("main", { topic: "Text" }, "Composite", ['pipe = "one", result = "x"', 'pipe = "two", result = "y"']),
      sequence("one", { topic: "Text" }, "Text", `pipe = "a", result = "topic"`, `pipe = "b", result = "o"`),
      sequence("two", { topic: "Text" }, "Text", `pipe = "b", result = "t"`),
      ...LEAVES,
    ].join("\n"),
    inputs: topic,
    expect: { main: { x: text("b(topic=a(topic=tea))"), y: text("b(topic=tea)") }, names: ["main_stuff", "topic"] },
  },
  {
    id: "parallel.the_first_declared_failure_is_raised",
    why: "Which failure is shown does not depend on which was faster",
    method: [parallel("main", { topic: "Text" }, "Composite", TWO), ...LEAVES].join("\n"),
    inputs: topic,
    script: {
      a: async () => {
        await new Promise(setImmediate);
        return fails("model.no_result")();
      },
      b: fails("model.content_refused"),
    },
    expect: { failure: { code: "model.no_result" } },
  },
  {
    id: "parallel.siblings_of_a_failure_are_awaited",
    why: "What was paid for is not thrown away unseen",
    method: [parallel("main", { topic: "Text" }, "Composite", TWO), ...LEAVES].join("\n"),
    inputs: topic,
    script: { a: fails("model.no_result") },
    expect: { failure: { code: "model.no_result" }, called: ["main/a", "main/b"] },
  },
  {
    id: "parallel.a_branch_can_be_a_batch",
    why: "Branches have the options of steps",
    method: [
      parallel("main", { topic: "Text", words: "Text[]" }, "Composite", [
        'pipe = "a", result = "left"',
        'pipe = "w", batch_over = "words", batch_as = "word", result = "each"',
      ]),
      llm("a", { topic: "Text" }),
      llm("w", { word: "Text" }),
    ].join("\n"),
    inputs: { topic: "tea", words: ["x", "y"] },
    expect: { main: { left: text("a(topic=tea)"), each: [text("w(word=x)"), text("w(word=y)")] } },
  },
];
