import { llm, pipe, sequence } from "../method-text.ts";
import type { ResultRow } from "./result-row.ts";

const text = (content: string) => ({ text: content });
const A = llm("a", { topic: "Text" });
const B = llm("b", { topic: "Text" });
const choose = (
  expression: string,
  keys: string,
  output = "Text",
  declared = { topic: "Text" } as Record<string, string>,
) => pipe("main", "PipeCondition", declared, output, `${expression}\n${keys}`);

/** What deciding means. */
export const CONDITION_ROWS: readonly ResultRow[] = [
  {
    id: "condition.runs_the_pipe_that_its_text_names",
    why: "A method decides by what it read",
    method: [
      choose(`expression = "topic.text"`, `default_outcome = "fail"\noutcomes = { tea = "a", milk = "b" }`),
      A,
      B,
    ].join("\n"),
    inputs: { topic: "milk" },
    expect: {
      main: text("b(topic=milk)"),
      called: ["main/b"],
      node: { main: { outcome: "milk" } },
    },
  },
  {
    id: "condition.falls_back_to_its_default",
    why: "What is not named has an outcome too",
    method: [choose(`expression = "topic.text"`, `default_outcome = "b"\noutcomes = { tea = "a" }`), A, B].join("\n"),
    inputs: { topic: "water" },
    expect: { main: text("b(topic=water)") },
  },
  {
    id: "condition.outcomes_match_the_whole_text",
    why: "Texts are compared as they are: no case folding, no trimming",
    method: [choose(`expression = "topic.text"`, `default_outcome = "b"\noutcomes = { tea = "a" }`), A, B].join("\n"),
    inputs: { topic: "Tea" },
    expect: { called: ["main/b"] },
  },
  {
    id: "condition.booleans_print_as_in_python",
    why: "Published methods branch on True and False",
    method: [
      choose(`expression = "topic.text == 'tea'"`, `default_outcome = "fail"\noutcomes = { True = "a", False = "b" }`),
      A,
      B,
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: { called: ["main/a"] },
  },
  {
    id: "condition.a_template_can_decide",
    why: "The text may be made by a whole template",
    method: [
      choose(
        `expression_template = "{% if topic.text|length > 3 %}long{% else %}short{% endif %}"`,
        `default_outcome = "fail"\noutcomes = { long = "a", short = "b" }`,
      ),
      A,
      B,
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: { called: ["main/b"] },
  },
  {
    id: "condition.an_outcome_can_be_to_fail",
    why: "A method refuses what it is not for",
    method: [choose(`expression = "topic.text"`, `default_outcome = "fail"\noutcomes = { tea = "a" }`), A].join("\n"),
    inputs: { topic: "water" },
    expect: {
      failure: {
        code: "perdure.condition_fail_outcome",
        location: { pipe: "conformance.main", path: ["main"], node: "main" },
      },
      called: [],
    },
  },
  {
    id: "condition.an_outcome_can_be_to_go_on",
    why: "What is optional may be left out, and that is recorded",
    method: [
      choose(`expression = "topic.text"`, `default_outcome = "continue"\noutcomes = { tea = "a" }`, "Text?"),
      A,
    ].join("\n"),
    inputs: { topic: "water" },
    expect: { absences: { main_stuff: "declared_absent" }, called: [] },
  },
  {
    id: "condition.the_result_has_the_steps_name",
    why: "Whichever pipe was chosen, what follows finds its result",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "pick", result = "picked"`, `pipe = "c", result = "end"`),
      pipe(
        "pick",
        "PipeCondition",
        { topic: "Text" },
        "Text",
        `expression = "topic.text"\ndefault_outcome = "inner"\noutcomes = { tea = "a" }`,
      ),
      sequence("inner", { topic: "Text" }, "Text", `pipe = "b", result = "deep"`),
      A,
      B,
      llm("c", { picked: "Text" }),
    ].join("\n"),
    inputs: { topic: "water" },
    expect: { main: text("c(picked=b(topic=water))") },
  },
  {
    id: "condition.reads_the_latest_value",
    why: "A decision sees what the step before it made",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "verdict"`, `pipe = "pick", result = "end"`),
      pipe(
        "pick",
        "PipeCondition",
        { verdict: "Text", topic: "Text" },
        "Text",
        `expression = "verdict.text"\ndefault_outcome = "fail"\noutcomes = { good = "b" }`,
      ),
      A,
      B,
    ].join("\n"),
    inputs: { topic: "tea" },
    script: { a: "good" },
    expect: { called: ["main/a", "main/pick/b"] },
  },
  {
    id: "condition.over_a_long_text",
    why: "A decision over what is too long to travel comes out the same",
    method: [
      choose(
        `expression = "topic.text|length > 1000"`,
        `default_outcome = "fail"\noutcomes = { True = "a", False = "b" }`,
      ),
      A,
      B,
    ].join("\n"),
    inputs: { topic: "long ".repeat(2000) },
    script: { a: "read" },
    expect: { main: text("read"), called: ["main/a"], node: { main: { outcome: "True" } } },
  },
];
