import { describe, expect, it } from "vitest";
import type { Concept } from "@perdure/crate";
import { mainStuff } from "../memory/working-memory.ts";
import type { RunJob } from "../contract/run-job.ts";
import { condition, output } from "../test-support/pipes.ts";
import { contentOf, mainContent, runJob } from "../test-support/run-job.ts";
import { createTestJob, testPipes } from "../testing/index.ts";

const { llm, sequence } = testPipes;

const ORDER: Readonly<Record<string, Concept>> = {
  "test.Line": { description: "A line", fields: { label: { type: "text", required: true } } },
  "test.Order": {
    description: "An order",
    fields: {
      total: { type: "number", required: true },
      due: { type: "datetime", required: false },
      note: { type: "text", required: false },
      tags: { type: "list", required: false },
      lines: { type: "list", item_type: "concept", item_concept: "test.Line", required: false },
    },
  },
};

/** A job whose input `order` holds an Order. */
function orderJob(job: RunJob, order: Readonly<Record<string, unknown>>): RunJob {
  const value = { concept: "test.Order", size: 1, media_type: "application/json" as const, digest: "", inline: order };
  const stuff = {
    concept: "test.Order",
    code: "input/order",
    name: "order",
    value,
  } as RunJob["memory"]["root"][string];
  return { ...job, plan: { ...job.plan, concepts: ORDER }, memory: { ...job.memory, root: { order: stuff } } };
}

describe("a sequence", () => {
  it("threads one memory through its steps and names nodes by their path", async () => {
    const job = createTestJob({
      pipes: [
        sequence(
          "main",
          ["topic"],
          [
            { pipe: "test.draft", result: "draft" },
            { pipe: "test.polish", result: "text" },
            { pipe: "test.draft", result: "again" },
          ],
        ),
        llm("draft", ["topic"]),
        llm("polish", ["draft"]),
      ],
      entry: "test.main",
      inputs: { topic: "tea" },
    });
    const { memory, nodes, calls } = await runJob(job);
    expect(nodes).toEqual(["main", "main/draft", "main/polish", "main/draft~2"]);
    expect(Object.keys(memory.root)).toEqual(["topic", "draft", "text", "again"]);
    expect(memory.aliases).toEqual({ main_stuff: "again" });
    expect(calls.map(({ inputs }) => Object.keys(inputs))).toEqual([["topic"], ["draft"], ["topic"]]);
  });

  it("leaves what an inner sequence named visible, and gives its result the caller's name", async () => {
    const job = createTestJob({
      pipes: [
        sequence("main", ["topic"], [{ pipe: "test.inner", result: "outcome" }]),
        sequence("inner", ["topic"], [{ pipe: "test.say", result: "said" }]),
        llm("say", ["topic"]),
      ],
      entry: "test.main",
      inputs: { topic: "tea" },
    });
    const { memory } = await runJob(job);
    expect(Object.keys(memory.root)).toEqual(["topic", "said", "outcome"]);
    expect(memory.root["outcome"]?.code).toBe("main/inner/say");
    expect(memory.aliases["main_stuff"]).toBe("outcome");
  });

  it("keeps a step without a result under main_stuff until the next one", async () => {
    const job = createTestJob({
      pipes: [
        sequence("main", ["topic"], [{ pipe: "test.say" }, { pipe: "test.say", result: "said" }]),
        llm("say", ["topic"]),
      ],
      entry: "test.main",
      inputs: { topic: "tea" },
    });
    const { memory } = await runJob(job);
    expect(Object.keys(memory.root)).toEqual(["topic", "said"]);
  });

  it("passes a step's number on as the run parameter _nb_output, and one as a single value", async () => {
    const job = createTestJob({
      pipes: [
        sequence(
          "main",
          ["topic"],
          [
            { pipe: "test.say", result: "three", multiplicity: 3 },
            { pipe: "test.say", result: "some", multiplicity: "many" },
            { pipe: "test.say", result: "one", multiplicity: 1 },
          ],
        ),
        llm("say", ["topic"], { output: output({ multiplicity: 2 }) }),
      ],
      entry: "test.main",
      inputs: { topic: "tea" },
    });
    const { calls } = await runJob(job);
    expect(calls.map(({ output: { multiplicity }, parameters }) => [multiplicity, parameters])).toEqual([
      [3, { _nb_output: 3 }],
      [2, { _nb_output: 2 }],
      ["single", {}],
    ]);
  });
});

describe("a binding step", () => {
  const bindings = (...paths: readonly string[]) =>
    createTestJob({
      pipes: [
        sequence(
          "main",
          ["order"],
          paths.map((from, index) => ({ from, result: `part_${index}` })),
        ),
      ],
      entry: "test.main",
    });

  it("copies the value at a path, shaped as what its declared type is", async () => {
    const job = bindings("order.total", "order.due", "order.lines.label", "order.lines", "order");
    const order = { total: 5, due: "2026-02-01T10:30:00", lines: [{ label: "a" }, { label: "b" }] };
    const run = await runJob(orderJob(job, order));
    expect([0, 1, 2].map((index) => contentOf(run, `part_${index}`))).toEqual([
      { number: 5 },
      { date: "2026-02-01", time: "10:30:00" },
      [{ text: "a" }, { text: "b" }],
    ]);
    expect([3, 4].map((index) => run.memory.root[`part_${index}`]?.concept)).toEqual(["test.Line", "test.Order"]);
    expect(run.nodes).toEqual(["main", "main/part_0", "main/part_1", "main/part_2", "main/part_3", "main/part_4"]);
  });

  it("is the result of a sequence that ends with it", async () => {
    const run = await runJob(orderJob(bindings("order.total"), { total: 5 }));
    expect(mainContent(run)).toEqual({ number: 5 });
    expect(run.memory.aliases).toEqual({ main_stuff: "part_0" });
  });

  it("records a field without a value as absent, and a list without one as empty", async () => {
    const run = await runJob(
      orderJob(bindings("order.tags", "order.lines.label", "order.note"), { total: 5, note: null }),
    );
    expect(contentOf(run, "part_0")).toEqual([]);
    expect(contentOf(run, "part_1")).toEqual([]);
    expect(run.memory.absences["part_2"]).toMatchObject({ kind: "declared_absent", producing_pipe: "test.main" });
    expect(mainStuff(run.memory)).toBeUndefined();
  });

  it("hands an absence on with where it came from", async () => {
    const job = bindings("order.total", "part_0");
    const absences = { order: { variable_name: "order", kind: "not_provided" as const, reason: "Nobody gave it." } };
    const optional = { order: { ...testPipes.slot("test.Order"), presence: "optional" as const } };
    const main = { ...job.plan.pipes["test.main"], inputs: optional } as RunJob["plan"]["pipes"][string];
    const { memory } = await runJob({
      ...job,
      plan: { ...job.plan, pipes: { "test.main": main } },
      memory: { ...job.memory, absences },
    });
    expect(memory.absences["part_1"]).toMatchObject({
      kind: "skipped",
      upstream: { variable_name: "part_0", upstream: { variable_name: "order", kind: "not_provided" } },
    });
  });

  it("fails at its own node where its path leads nowhere", async () => {
    await expect(runJob(orderJob(bindings("order.nothing"), { total: 5 }))).rejects.toMatchObject({
      report: { code: "perdure.compose_mismatch", location: { pipe: "test.main", node: "main/part_0" } },
    });
    await expect(runJob(orderJob(bindings("nobody.total"), { total: 5 }))).rejects.toMatchObject({
      report: { code: "input.missing", location: { node: "main/part_0" } },
    });
  });
});

describe("a result that is absent", () => {
  const skipping = (steps: Parameters<typeof sequence>[2]) =>
    createTestJob({
      pipes: [
        sequence("main", ["topic"], steps),
        sequence("inner", ["topic"], [{ pipe: "test.maybe", result: "found" }]),
        condition("maybe", ["topic"], {
          expression: "{{ topic.text }}",
          default_outcome: "continue",
          output: output({ optional: true }),
        }),
        llm("use", ["outcome"]),
      ],
      entry: "test.main",
      inputs: { topic: "tea" },
    });

  it("is absent under the caller's name too, however deep it was made", async () => {
    const { memory } = await runJob(skipping([{ pipe: "test.inner", result: "outcome" }]));
    expect(Object.keys(memory.absences)).toEqual(["found", "outcome"]);
    expect(memory.aliases["main_stuff"]).toBe("outcome");
  });

  it("skips what reads it, with the chain of reasons, and makes a list of it empty", async () => {
    const run = await runJob(
      skipping([
        { pipe: "test.inner", result: "outcome" },
        { pipe: "test.use", result: "used" },
        { pipe: "test.use", result: "uses", multiplicity: "many" },
      ]),
    );
    expect(run.calls).toEqual([]);
    expect(run.records.filter(({ status }) => status === "skipped").map(({ node_id }) => node_id)).toEqual([
      "main/use",
      "main/use~2",
    ]);
    expect(run.memory.absences["used"]).toMatchObject({ kind: "skipped", upstream: { kind: "declared_absent" } });
    expect(contentOf(run, "uses")).toEqual([]);
  });

  it("replaces an earlier value of its name", async () => {
    const { memory } = await runJob(
      skipping([
        { from: "topic", result: "outcome" },
        { pipe: "test.inner", result: "outcome" },
      ]),
    );
    expect(Object.keys(memory.root)).toEqual(["topic"]);
    expect(memory.absences["outcome"]?.kind).toBe("declared_absent");
  });
});
