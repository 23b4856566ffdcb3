import { describe, expect, it } from "vitest";
import { compose, template } from "../test-support/pipes.ts";
import { mainContent, runJob } from "../test-support/run-job.ts";
import { createTestJob } from "../testing/index.ts";

const write = compose("write", ["topic"], { template: template("About $topic.") });

describe("a composition", () => {
  it("is made here while all it reads and makes is small", async () => {
    const run = await runJob(createTestJob({ pipes: [write], entry: "test.write", inputs: { topic: "tea" } }));
    expect(mainContent(run)).toEqual({ text: "About tea." });
    expect(run.calls).toEqual([]);
    expect(run.records[0]).toMatchObject({ reads: { topic: "input/topic" }, writes: "write" });
  });

  it("is a pure leaf once its result no longer travels inline, or what it reads does not", async () => {
    const options = { pipes: [write], entry: "test.write", inputs: { topic: "tea" } };
    const small = createTestJob({ ...options, limits: { inline_max_bytes: 10 } });
    const { calls } = await runJob(small, { answer: () => ({ text: "elsewhere" }) });
    expect(calls.map(({ kind, effect }) => [kind, effect])).toEqual([["compose", "pure"]]);
    const job = createTestJob(options);
    const stuff = job.memory.root["topic"];
    const value = { concept: "native.Text", size: 9000, media_type: "application/json" as const, digest: "d" };
    const topic = { code: "input/topic", name: "topic", concept: "native.Text", ...stuff, value };
    const stored = await runJob({ ...job, memory: { ...job.memory, root: { topic } } });
    expect(stored.calls).toHaveLength(1);
  });
});
