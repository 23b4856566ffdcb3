import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { batch } from "../test-support/pipes.ts";
import { runJob } from "../test-support/run-job.ts";
import { createTestJob, testPipes } from "../testing/index.ts";
import type { RunEvent } from "../contract/run-event.ts";

const { llm, sequence, slot } = testPipes;

describe("every pipe", () => {
  it("runs as deep as the limit, and is refused past it, batches around a step counted", async () => {
    const nested = (pipe_stack_limit: number) =>
      createTestJob({
        pipes: [
          sequence("a", ["words"], [{ pipe: "test.b", result: "x", batch: { over: "words", as: "word" } }]),
          sequence("b", ["word"], [{ pipe: "test.c", result: "y" }]),
          llm("c", ["word"]),
        ],
        entry: "test.a",
        inputs: { words: ["w"] },
        limits: { pipe_stack_limit },
      });
    expect((await runJob(nested(4))).calls).toHaveLength(1);
    await expect(runJob(nested(3))).rejects.toMatchObject({
      report: { code: "perdure.pipe_stack_overflow", location: { node: "a/b_batch[0]/b/c" } },
    });
    const loop = createTestJob({
      pipes: [sequence("loop", [], [{ pipe: "test.loop", result: "x" }])],
      entry: "test.loop",
    });
    await expect(runJob(loop)).rejects.toMatchObject({ report: { code: "perdure.pipe_stack_overflow" } });
  });

  it("does not start once the run is cancelled, and says why where a reason is known", async () => {
    const job = createTestJob({ pipes: [llm("say", [])], entry: "test.say" });
    await expect(runJob(job, { signal: { aborted: true } })).rejects.toMatchObject({
      report: { code: "run.cancelled" },
    });
    const reason = createFailure("run.cancelled", { message: "The run was cancelled: enough." });
    await expect(runJob(job, { signal: { aborted: true, reason } })).rejects.toMatchObject({
      report: { message: "The run was cancelled: enough.", location: { node: "say" } },
    });
  });

  it("ends as canceled, with every node around it, when its leaf was", async () => {
    const events: RunEvent[] = [];
    const job = createTestJob({
      pipes: [
        sequence("main", ["words"], [{ pipe: "test.find", result: "x", batch: { over: "words", as: "topic" } }]),
        llm("find", ["topic"], { structuring_method: "preliminary_text" }),
      ],
      entry: "test.main",
      inputs: { words: ["w"] },
    });
    const canceled = createFailure("run.cancelled", { message: "The run was cancelled." });
    await expect(runJob(job, { events, callLeaf: () => Promise.reject(canceled) })).rejects.toMatchObject({
      report: { code: "run.cancelled" },
    });
    const last = new Map(events.map(({ node }) => [node.node_id, node.status]));
    expect(Object.fromEntries(last)).toEqual({
      main: "canceled",
      "main/find_batch": "canceled",
      "main/find_batch[0]/find": "canceled",
      "main/find_batch[0]/find/draft_text": "canceled",
    });
  });

  it("is skipped when a plain input is recorded absent, and says why", async () => {
    const job = createTestJob({ pipes: [llm("say", ["topic"])], entry: "test.say" });
    const absences = { topic: { variable_name: "topic", kind: "not_provided" as const, reason: "Nobody said." } };
    const { memory } = await runJob({ ...job, memory: { ...job.memory, absences } });
    expect(memory.absences["main_stuff"]).toMatchObject({ kind: "skipped", upstream: { variable_name: "topic" } });
  });

  it("runs without an optional input, and fails without a required one or one that nothing is known of", async () => {
    const absences = { topic: { variable_name: "topic", kind: "not_provided" as const, reason: "Nobody said." } };
    const job = (presence: "optional" | "required" | "lift") => {
      const inputs = { topic: { ...slot("native.Text"), presence } };
      return createTestJob({ pipes: [llm("say", [], { inputs })], entry: "test.say" });
    };
    const optional = job("optional");
    const run = await runJob({ ...optional, memory: { ...optional.memory, absences } });
    expect(run.calls.map(({ inputs }) => inputs)).toEqual([{}]);
    const required = job("required");
    await expect(runJob({ ...required, memory: { ...required.memory, absences } })).rejects.toMatchObject({
      report: { code: "input.missing" },
    });
    await expect(runJob(job("lift"))).rejects.toMatchObject({ report: { code: "input.missing" } });
  });

  it("records each change of its state once, with a number that grows", async () => {
    const job = createTestJob({ pipes: [llm("say", ["topic"])], entry: "test.say", inputs: { topic: "t" } });
    const { events } = await runJob(job);
    expect(events.map(({ node }) => node.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)?.node).toMatchObject({ status: "succeeded", calls: 1, writes: "say" });
  });

  it("drafts first and structures then where its method says so: two leaves", async () => {
    const pipe = llm("find", ["topic"], { structuring_method: "preliminary_text" });
    const job = createTestJob({ pipes: [pipe], entry: "test.find", inputs: { topic: "t" } });
    const { calls, nodes } = await runJob(job);
    expect(calls.map(({ kind, part, node_id }) => [kind, part, node_id])).toEqual([
      ["llm", "draft_text", "find/draft_text"],
      ["structure", "structure", "find/structure"],
    ]);
    expect(nodes).toEqual(["find", "find/draft_text", "find/structure"]);
  });

  it("carries the failure where it happened, and only there", async () => {
    const events: RunEvent[] = [];
    const job = createTestJob({
      pipes: [batch("each", "test.say", "words", "word"), llm("say", ["word"])],
      entry: "test.each",
      inputs: { words: ["w"] },
    });
    const failure = createFailure("provider.rate_limited", { message: "Slow down." });
    const run = runJob(job, { events, callLeaf: () => Promise.reject(failure) });
    await expect(run).rejects.toMatchObject({
      report: { location: { pipe: "test.say", path: ["each", "say"], node: "each[0]/say", item: 0 } },
    });
    const failed = events.filter(({ node }) => node.status === "failed").map(({ node }) => node);
    expect(failed.map(({ node_id, failure: report }) => [node_id, report?.code])).toEqual([
      ["each[0]/say", "provider.rate_limited"],
      ["each", undefined],
    ]);
  });
});
