import { func, llm, pipe, sequence } from "./method-text.ts";

/** A, then B, then C: three inferences, each reading the one before. */
export const A_B_C = [
  sequence("main", {}, "Text", `pipe = "a", result = "x"`, `pipe = "b", result = "y"`, `pipe = "c", result = "z"`),
  llm("a"),
  llm("b", { x: "Text" }),
  llm("c", { y: "Text" }),
].join("\n");

/** A, then the function F, then C. */
export const A_F_C = [
  sequence("main", {}, "Text", `pipe = "a", result = "x"`, `pipe = "f", result = "y"`, `pipe = "c", result = "z"`),
  llm("a"),
  func("f", { x: "Text" }),
  llm("c", { y: "Text" }),
].join("\n");

/** The function F, then B. */
export const F_B = [
  sequence("main", {}, "Text", `pipe = "f", result = "x"`, `pipe = "b", result = "y"`),
  func("f"),
  llm("b", { x: "Text" }),
].join("\n");

/** One inference. */
export const ONE = llm("main");

/** An inference for each of `words`. */
export const EACH_WORD = [
  pipe(
    "main",
    "PipeBatch",
    { words: "Text[]" },
    "Text[]",
    `branch_pipe_code = "w"\ninput_list_name = "words"\ninput_item_name = "word"`,
  ),
  llm("w", { word: "Text" }),
].join("\n");
