import { fails } from "../../kit/script.ts";
import { llm, pipe, sequence } from "../method-text.ts";
import type { ResultRow } from "./result-row.ts";

const words = { words: ["x", "y", "z"] };
const text = (content: string) => ({ text: content });
const BATCH = pipe(
  "main",
  "PipeBatch",
  { words: "Text[]" },
  "Text[]",
  `branch_pipe_code = "w"\ninput_list_name = "words"\ninput_item_name = "word"`,
);
const W = llm("w", { word: "Text" });

/** What running a pipe over a list means. */
export const BATCH_ROWS: readonly ResultRow[] = [
  {
    id: "batch.results_are_in_input_order",
    why: "The nth result belongs to the nth item, whatever finished first",
    method: [BATCH, W].join("\n"),
    inputs: words,
    script: {
      w: async (call) => {
        const item = call.node_id.includes("[0]") ? 3 : 1;
        for (let turn = 0; turn < item; turn += 1) await new Promise(setImmediate);
        return call.node_id;
      },
    },
    expect: { main: [text("main[0]/w"), text("main[1]/w"), text("main[2]/w")] },
  },
  {
    id: "batch.an_empty_list_makes_an_empty_list",
    why: "No items is a value, not a failure",
    method: [BATCH, W].join("\n"),
    inputs: { words: [] },
    expect: { main: [], called: [] },
  },
  {
    id: "batch.items_have_their_own_nodes",
    why: "Each item can be found again by its index",
    method: [BATCH, W].join("\n"),
    inputs: { words: ["x", "y"] },
    expect: {
      nodes: [
        ["main", "succeeded"],
        ["main[0]/w", "succeeded"],
        ["main[1]/w", "succeeded"],
      ],
      node: { main: { batch: { total: 2, done: 2 } } },
    },
  },
  {
    id: "batch.the_failure_of_the_lowest_index_is_raised",
    why: "The same failure is shown whatever was faster",
    method: [BATCH, W].join("\n"),
    inputs: words,
    script: {
      "main[1]/w": async () => {
        await new Promise(setImmediate);
        return fails("model.no_result")();
      },
      "main[2]/w": fails("model.content_refused"),
    },
    expect: {
      failure: {
        code: "model.no_result",
        location: { pipe: "conformance.w", path: ["main", "w"], node: "main[1]/w", item: 1 },
      },
    },
  },
  {
    id: "batch.other_names_stay_visible",
    why: "A branch reads what its batch reads",
    method: [
      pipe(
        "main",
        "PipeBatch",
        { words: "Text[]", topic: "Text" },
        "Text[]",
        `branch_pipe_code = "w"\ninput_list_name = "words"\ninput_item_name = "word"`,
      ),
      llm("w", { word: "Text", topic: "Text" }),
    ].join("\n"),
    inputs: { words: ["x"], topic: "tea" },
    expect: { main: [text("w(topic=tea, word=x)")] },
  },
  {
    id: "batch.what_a_branch_names_stays_inside",
    why: "Items do not see each other, nor does what follows",
    method: [
      pipe(
        "main",
        "PipeBatch",
        { words: "Text[]" },
        "Text[]",
        `branch_pipe_code = "inner"\ninput_list_name = "words"\ninput_item_name = "word"`,
      ),
      sequence("inner", { word: "Text" }, "Text", `pipe = "w", result = "named"`),
      W,
    ].join("\n"),
    inputs: { words: ["x", "y"] },
    expect: { names: ["main_stuff", "words"], main: [text("w(word=x)"), text("w(word=y)")] },
  },
  {
    id: "batch.an_inline_batch_has_a_node_around_its_items",
    why: "A step over a list is seen as one step with items",
    method: [
      sequence(
        "main",
        { words: "Text[]" },
        "Text[]",
        `pipe = "w", batch_over = "words", batch_as = "word", result = "each"`,
      ),
      W,
    ].join("\n"),
    inputs: { words: ["x"] },
    expect: {
      nodes: [
        ["main", "succeeded"],
        ["main/w_batch", "succeeded"],
        ["main/w_batch[0]/w", "succeeded"],
      ],
      node: { "main/w_batch": { type: "PipeBatch" } },
      memory: { each: [text("w(word=x)")] },
    },
  },
  {
    id: "batch.over_a_dotted_path",
    why: "A list inside of a value can be batched over",
    method: [
      `[concept.Basket]\ndescription = "A basket"\n[concept.Basket.structure]\nfruits = { type = "list", item_type = "text", description = "f", required = true }\n`,
      sequence(
        "main",
        { basket: "Basket" },
        "Text[]",
        `pipe = "w", batch_over = "basket.fruits", batch_as = "word", result = "each"`,
      ),
      W,
    ].join("\n"),
    inputs: { basket: { fruits: ["fig", "kiwi"] } },
    expect: { memory: { each: [text("w(word=fig)"), text("w(word=kiwi)")] } },
  },
  {
    id: "batch.a_branch_that_makes_lists_is_not_flattened",
    why: "A list of lists stays one",
    method: [
      pipe(
        "main",
        "PipeBatch",
        { words: "Text[]" },
        "Text[]",
        `branch_pipe_code = "w"\ninput_list_name = "words"\ninput_item_name = "word"`,
      ),
      llm("w", { word: "Text" }, "Text[]"),
    ].join("\n"),
    inputs: { words: ["x", "y"] },
    script: { w: ["1", "2"] },
    expect: {
      main: [
        [text("1"), text("2")],
        [text("1"), text("2")],
      ],
    },
  },
  {
    id: "batch.absent_items_are_left_out",
    why: "What was skipped leaves no hole",
    method: [
      pipe(
        "main",
        "PipeBatch",
        { words: "Text[]" },
        "Text[]",
        `branch_pipe_code = "maybe"\ninput_list_name = "words"\ninput_item_name = "word"`,
      ),
      pipe(
        "maybe",
        "PipeCondition",
        { word: "Text" },
        "Text?",
        `expression = "word.text"\ndefault_outcome = "w"\noutcomes = { y = "continue" }`,
      ),
      W,
    ].join("\n"),
    inputs: words,
    expect: { main: [text("w(word=x)"), text("w(word=z)")] },
  },
  {
    id: "batch.one_value_is_a_list_of_one",
    why: "A caller may give one thing where many are taken",
    method: [BATCH, W].join("\n"),
    inputs: { words: "only" },
    expect: { main: [text("w(word=only)")] },
  },
  {
    id: "batch.a_long_item_travels_by_reference",
    why: "What a batch hands around does not grow with its items",
    method: [BATCH, W].join("\n"),
    inputs: { words: ["long ".repeat(2000), "short"] },
    script: { w: "read" },
    expect: { main: [text("read"), text("read")] },
  },
];
