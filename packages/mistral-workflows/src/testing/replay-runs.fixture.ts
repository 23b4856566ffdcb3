import { createTestJob, testPipes } from "@perdure/engine/testing";
import type { LeafAnswer } from "@perdure/engine/testing";
import type { RunJob } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { BridgeMode } from "../workflows/run-input.ts";

const { llm, sequence } = testPipes;

/** A run whose histories are recorded: that of its own workflow, and those of the controllers below it. */
export interface ReplayRun {
  readonly name: string;
  readonly mode: BridgeMode;
  readonly job: RunJob;
  readonly answer: LeafAnswer;
}

const jobOf = (run_id: string): RunJob =>
  createTestJob({
    run_id,
    pipes: [
      sequence(
        "main",
        ["topic"],
        [
          { pipe: "test.a", result: "x" },
          { pipe: "test.inner", result: "y" },
          { pipe: "test.c", result: "z" },
        ],
      ),
      sequence("inner", ["topic"], [{ pipe: "test.b", result: "w" }]),
      ...["a", "b", "c"].map((code) => llm(code, ["topic"])),
    ],
    entry: "test.main",
    inputs: { topic: "tea" },
  });

const answered: LeafAnswer = (call) => ({ text: call.pipe });
const unavailableAtFirst: LeafAnswer = (call, { attempt }) => {
  if (call.pipe === "test.b" && attempt < 3) throw createFailure("provider.unavailable", { message: "Away." });
  return { text: call.pipe };
};
const refused: LeafAnswer = (call) => {
  if (call.pipe === "test.b") throw createFailure("model.content_refused", { message: "No." });
  return { text: call.pipe };
};

/** What must replay for ever: only ever added to. */
export const REPLAY_RUNS: readonly ReplayRun[] = [
  { name: "native", mode: "mistral_native", job: jobOf("native"), answer: answered },
  { name: "native-retried", mode: "mistral_native", job: jobOf("native-retried"), answer: unavailableAtFirst },
  { name: "native-failed", mode: "mistral_native", job: jobOf("native-failed"), answer: refused },
  { name: "direct", mode: "direct", job: jobOf("direct"), answer: answered },
  { name: "direct-retried", mode: "direct", job: jobOf("direct-retried"), answer: unavailableAtFirst },
];
