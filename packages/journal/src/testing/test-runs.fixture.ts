import type { RunJob } from "@perdure/engine";
import { createTestJob, testPipes } from "@perdure/engine/testing";

const { func, llm, sequence, slot } = testPipes;

/** A run of inferences one after another, each reading what the one before wrote. */
export function chainJob(run_id: string, codes: readonly string[]): RunJob {
  const input = (index: number): string => (index === 0 ? "topic" : (codes[index - 1] ?? ""));
  return createTestJob({
    run_id,
    pipes: [
      sequence(
        "main",
        ["topic"],
        codes.map((code) => ({ pipe: `test.${code}`, result: code })),
      ),
      ...codes.map((code, index) => llm(code, [input(index)])),
    ],
    entry: "test.main",
    inputs: { topic: "tea" },
  });
}

/** A run of an inference, a function, and an inference. */
export function functionJob(run_id: string, effect: "effectful" | "idempotent"): RunJob {
  return createTestJob({
    run_id,
    pipes: [
      sequence(
        "main",
        ["topic"],
        [
          { pipe: "test.a", result: "a" },
          { pipe: "test.pay", result: "b" },
          { pipe: "test.c", result: "c" },
        ],
      ),
      llm("a", ["topic"]),
      func("pay", ["a"]),
      llm("c", ["b"]),
    ],
    entry: "test.main",
    inputs: { topic: "tea" },
    ...(effect === "idempotent" ? { function_effects: { pay: "idempotent" } } : {}),
  });
}

/** A run of one inference for each of some texts, a few at once. */
export function batchJob(run_id: string, items: number, max_concurrency: number): RunJob {
  return createTestJob({
    run_id,
    pipes: [
      sequence("main", [], [{ pipe: "test.read", result: "answers", batch: { over: "texts", as: "text" } }], {
        inputs: { texts: slot("native.Text", "many") },
        output: { concept: "native.Text", multiplicity: "many", optional: false },
      }),
      llm("read", ["text"]),
    ],
    entry: "test.main",
    inputs: { texts: Array.from({ length: items }, (_, index) => `text ${index}`) },
    limits: { max_concurrency },
  });
}
