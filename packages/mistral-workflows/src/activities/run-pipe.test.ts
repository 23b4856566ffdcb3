import { createFakeLeaves, createTestJob, testPipes } from "@perdure/engine/testing";
import type { LeafAnswer } from "@perdure/engine/testing";
import type { RunJob } from "@perdure/engine";
import { createFailure, DEFAULT_RETRY_POLICY } from "@perdure/failures";
import type { FailureCode } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { HostFailure } from "../host/host-failure.ts";
import { testHost } from "../testing/bridge.fixture.ts";
import { asJson } from "../workflows/as-json.ts";
import { createRunPipe } from "./run-pipe.ts";

const { func, llm, sequence } = testPipes;

/** F, a function, then B, an inference. */
const job = (effects: RunJob["function_effects"] = {}): RunJob =>
  createTestJob({
    pipes: [
      sequence(
        "main",
        ["topic"],
        [
          { pipe: "test.f", result: "x" },
          { pipe: "test.b", result: "y" },
        ],
      ),
      func("f", ["topic"]),
      llm("b", ["topic"]),
    ],
    entry: "test.main",
    inputs: { topic: "tea" },
    function_effects: effects,
  });
const fails =
  (code: FailureCode, pipe: string): LeafAnswer =>
  (call) => {
    if (call.pipe === pipe) throw createFailure(code, { message: "As scripted." });
    return { text: "t" };
  };

/** What the activity gives or throws at an attempt. */
async function tried(
  made: RunJob,
  answer: LeafAnswer,
  attempt = 1,
  signal = new AbortController().signal,
): Promise<unknown> {
  const activity = createRunPipe(testHost(createFakeLeaves(answer)));
  const context = { attempt, signal, heartbeat: () => undefined };
  return activity(asJson({ job: made, retry: DEFAULT_RETRY_POLICY }), context).catch((error: unknown) => error);
}
const repeats = (end: unknown): boolean => end instanceof HostFailure && end.repeat_after_ms !== undefined;

describe("a whole pipe as one activity", () => {
  it("is tried again after a transient failure where what had happened may happen again", async () => {
    expect(repeats(await tried(job({ f: "idempotent" }), fails("provider.unavailable", "test.b")))).toBe(true);
    expect(repeats(await tried(job({ f: "pure" }), fails("provider.outcome_unknown", "test.b")))).toBe(true);
  });

  it("is not tried again where a function that must not happen twice had happened", async () => {
    expect(await tried(job(), fails("provider.unavailable", "test.b"))).toMatchObject({
      failure: { report: { code: "provider.unavailable" }, transport: { attempt: 1 } },
      nodes: [{ node_id: "main" }, { node_id: "main/f" }, { node_id: "main/b" }],
    });
  });

  it("is tried again where that function itself failed transiently, and not where its outcome is unknown", async () => {
    expect(repeats(await tried(job(), fails("provider.unavailable", "test.f")))).toBe(true);
    expect(repeats(await tried(job(), fails("provider.outcome_unknown", "test.f")))).toBe(false);
  });

  it("is not tried again for what a repeat does not help, nor at the last attempt", async () => {
    const idempotent = job({ f: "idempotent" });
    expect(repeats(await tried(idempotent, fails("model.content_refused", "test.b")))).toBe(false);
    const { maximum_attempts } = DEFAULT_RETRY_POLICY;
    expect(repeats(await tried(idempotent, fails("provider.unavailable", "test.b"), maximum_attempts))).toBe(false);
  });

  it.each([
    ["goes to another worker where what ran may run again", { f: "idempotent" as const }, true],
    ["is lost where it had run a function that must not happen twice", {}, false],
  ])("that is cut off by the end of its worker %s", async (_, effects, isRepeated) => {
    const ending = new AbortController();
    const end = await tried(
      job(effects),
      (call) => {
        if (call.pipe !== "test.b") return { text: "t" };
        setImmediate(() => ending.abort());
        return new Promise(() => undefined);
      },
      1,
      ending.signal,
    );
    expect((end as HostFailure).failure.report.code).toBe("perdure.worker_lost");
    expect(repeats(end)).toBe(isRepeated);
  });
});
