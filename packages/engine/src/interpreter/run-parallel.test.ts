import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { condition, output, parallel } from "../test-support/pipes.ts";
import { mainContent, runJob } from "../test-support/run-job.ts";
import { createTestJob, testPipes } from "../testing/index.ts";

const { llm, sequence } = testPipes;
const both = (part: Parameters<typeof parallel>[3] = {}) =>
  createTestJob({
    pipes: [
      sequence("main", ["topic"], [{ pipe: "test.both", result: "pair" }]),
      parallel(
        "both",
        ["topic"],
        [
          { pipe: "test.one", result: "first" },
          { pipe: "test.two", result: "second" },
        ],
        part,
      ),
      llm("one", ["topic"]),
      condition("two", ["topic"], {
        expression: "{{ topic.text }}",
        outcomes: { t: { pipe: "test.one" } },
        default_outcome: "continue",
        output: output({ optional: true }),
      }),
    ],
    entry: "test.main",
    inputs: { topic: "t" },
  });

describe("a parallel", () => {
  it("merges its branches in the order in which they are declared", async () => {
    const run = await runJob(both({ add_each_output: true }), { answer: (call) => ({ text: call.node_id }) });
    expect(Object.keys(run.memory.root)).toEqual(["topic", "first", "second", "pair"]);
    expect(Object.entries(mainContent(run) as object)).toEqual([
      ["first", { text: "main/both/one" }],
      ["second", { text: "main/both/two/one" }],
    ]);
  });

  it("keeps what its branches wrote to itself unless each is to be kept", async () => {
    const run = await runJob(both());
    expect(Object.keys(run.memory.root)).toEqual(["topic", "pair"]);
  });

  it("leaves an absent branch out of what it makes, and records it as absent where each is kept", async () => {
    const job = both({ add_each_output: true });
    const value = { ...job.memory.root["topic"]?.value, inline: { text: "other" } } as never;
    const topic = { ...job.memory.root["topic"], value } as never;
    const run = await runJob({ ...job, memory: { ...job.memory, root: { topic } } });
    expect(Object.keys(mainContent(run) as object)).toEqual(["first"]);
    expect(run.memory.absences["second"]).toMatchObject({ kind: "declared_absent", producing_pipe: "test.two" });
  });

  it("lets every branch settle and raises the failure of the one declared first", async () => {
    const settled: string[] = [];
    const run = runJob(both(), {
      answer: async ({ node_id }) => {
        if (node_id.endsWith("both/one")) for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        settled.push(node_id);
        throw createFailure("provider.rate_limited", { message: node_id });
      },
    });
    await expect(run).rejects.toMatchObject({ report: { location: { node: "main/both/one" } } });
    expect(settled).toEqual(["main/both/two/one", "main/both/one"]);
  });

  it("has the defaults of the concept that it fills for what no branch gives", async () => {
    const job = both({ output: output({ concept: "test.Pair" }) });
    const text = { type: "concept" as const, concept: "native.Text", required: true };
    const state = { type: "text" as const, required: false, default: "open" };
    const concepts = { "test.Pair": { description: "A pair", fields: { first: text, second: text, state } } };
    const run = await runJob({ ...job, plan: { ...job.plan, concepts } });
    expect(mainContent(run)).toMatchObject({ first: { text: 'one({"text":"t"})' }, state: "open" });
  });

  it("refuses branches that do not fit the concept that they fill", async () => {
    const job = both({ output: output({ concept: "test.Pair" }) });
    const concepts = {
      "test.Pair": { description: "A pair", fields: { first: { type: "number" as const, required: true } } },
    };
    await expect(runJob({ ...job, plan: { ...job.plan, concepts } })).rejects.toMatchObject({
      report: { code: "perdure.compose_mismatch", location: { node: "main/both" } },
    });
  });
});
