import type { NodeRecord } from "@perdure/engine";
import { createFakeLeaves, createTestJob, testPipes } from "@perdure/engine/testing";
import type { LeafAnswer } from "@perdure/engine/testing";
import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { createInProcessRun } from "./in-process-run.ts";
import type { InProcessRunOptions, RunEnd } from "./in-process-run.ts";

const { llm, sequence } = testPipes;
const job = createTestJob({
  pipes: [
    sequence("main", ["words"], [{ pipe: "test.say", result: "said", batch: { over: "words", as: "word" } }]),
    llm("say", ["word"]),
  ],
  entry: "test.main",
  inputs: { words: ["a", "b"] },
});
const twoHalves = createTestJob({
  pipes: [llm("main", ["topic"], { structuring_method: "preliminary_text" })],
  entry: "test.main",
  inputs: { topic: "tea" },
});
const answer: LeafAnswer = (call) => ({ text: call.node_id });

function start(options: Partial<InProcessRunOptions> = {}, reply: LeafAnswer = answer) {
  const leaves = createFakeLeaves(reply);
  let time = 100;
  const run = createInProcessRun({
    job,
    now: () => (time += 1),
    callLeaf: (call, signal) => leaves.execute(call, { attempt: 1, signal }),
    ...options,
  });
  return { run, leaves };
}

describe("a run in this process", () => {
  it("is told to its owner once, before it counts as ended", async () => {
    const ends: RunEnd[] = [];
    const states: string[] = [];
    const { run } = start({
      onEnd: async (end) => {
        ends.push(end);
        states.push((await run.status()).state);
      },
    });
    const result = await run.result();
    expect(states).toEqual(["running"]);
    expect(ends).toMatchObject([{ state: "completed", result: { run_id: "run-1" } }]);
    expect(await run.status()).toMatchObject({ state: "completed", started_at: 101, ended_at: ends[0]?.ended_at });
    expect(result.nodes.map(({ node_id }) => node_id)).toEqual([
      "main",
      "main/say_batch",
      "main/say_batch[0]/say",
      "main/say_batch[1]/say",
    ]);
  });

  it("numbers what its backend adds to a node in one sequence with what the interpreter says", async () => {
    const told: NodeRecord[] = [];
    const leaves = createFakeLeaves(answer);
    const { run } = start({
      onNode: (node) => told.push(node),
      callLeaf: async (call, signal, change) => {
        change({ status: "waiting", attempt: 1, next_attempt_at: 9 });
        change({ status: "running", attempt: 2 });
        return leaves.execute(call, { attempt: 2, signal });
      },
    });
    await run.result();
    const say = told.filter(({ node_id }) => node_id === "main/say_batch[0]/say");
    expect(say.map(({ seq }) => seq)).toEqual(say.map((_, index) => index + 1));
    expect(say.at(-1)).toMatchObject({ status: "succeeded", attempt: 2 });
    expect(say.at(-1)).not.toHaveProperty("next_attempt_at");
  });

  it("can be cancelled before its first leaf, between leaves, and again, always with its reason", async () => {
    const before = start();
    await before.run.cancel("too early");
    await expect(before.run.result()).rejects.toMatchObject({
      report: { code: "run.cancelled", message: "The run was cancelled: too early." },
    });
    await before.run.cancel("once more");
    expect(before.leaves.calls.length).toBeLessThanOrEqual(2);
    const between = start({}, async (call) => {
      await Promise.resolve();
      if (call.node_id === "main/say_batch[1]/say") void between.run.cancel("in between");
      return answer(call, { attempt: 1, signal: new AbortController().signal });
    });
    await expect(between.run.result()).rejects.toMatchObject({
      report: { code: "run.cancelled", message: "The run was cancelled: in between." },
    });
    expect(await between.run.status()).toMatchObject({ state: "canceled", failure: { code: "run.cancelled" } });
  });

  it("calls nothing more after it was cancelled, not even the second half of a step that is two calls", async () => {
    const { run, leaves } = start({
      job: twoHalves,
      onNode: ({ node_id, status }) => {
        if (node_id === "main/draft_text" && status === "succeeded") void run.cancel();
      },
    });
    await expect(run.result()).rejects.toMatchObject({ report: { code: "run.cancelled" } });
    expect(leaves.calls.map(({ node_id }) => node_id)).toEqual(["main/draft_text"]);
  });

  it("stays completed when a cancellation comes too late", async () => {
    const { run } = start();
    await run.result();
    await run.cancel("too late");
    expect((await run.status()).state).toBe("completed");
  });

  it("ends as interrupted, and not by its owner, when it is abandoned", async () => {
    const ends: RunEnd[] = [];
    const { run } = start({ onEnd: (end) => void ends.push(end), callLeaf: () => new Promise(() => undefined) });
    run.abandon(createFailure("perdure.content_missing", { message: "Taken over." }));
    await expect(run.result()).rejects.toMatchObject({ report: { code: "perdure.content_missing" } });
    expect((await run.status()).state).toBe("interrupted");
    expect(ends).toEqual([]);
  });

  it("fails with what its owner could not do at its end, in its state too", async () => {
    const refused = createFailure("perdure.content_missing", { message: "The disk is full." });
    const { run } = start({ onEnd: () => Promise.reject(refused) });
    await expect(run.result()).rejects.toMatchObject({ report: { message: "The disk is full." } });
    expect(await run.status()).toMatchObject({ state: "failed", failure: { message: "The disk is full." } });
    const seen = [];
    for await (const { node } of run.events()) seen.push(node.node_id);
    expect(seen).toHaveLength(4);
  });
});
