import type { BatchPipe, ComposePipe, ConditionPipe, ParallelPipe, Pipe } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { interpret } from "./interpret.ts";
import type { LeafCall } from "./leaf.ts";
import { mainStuff } from "./memory.ts";
import type { RunEvent } from "./run-event.ts";
import type { RunJob } from "./run-job.ts";
import { inlineContent } from "./stored-content.ts";
import { createFakeLeaves, createTestJob, testPipes } from "./testing/index.ts";
import type { LeafAnswer } from "./testing/index.ts";

const { llm, sequence } = testPipes;
const base = llm("base", []);
const place = base.place;

const echo: LeafAnswer = (call) => ({
  text: `${call.pipe.split(".")[1]}(${Object.values(call.inputs)
    .map(({ value }) => JSON.stringify(inlineContent(value)))
    .join(",")})`,
});

async function run(job: RunJob, answer: LeafAnswer = echo, signal = { aborted: false }) {
  const leaves = createFakeLeaves(answer);
  const events: RunEvent[] = [];
  const calls: LeafCall[] = [];
  const listeners = { addEventListener: () => undefined, removeEventListener: () => undefined };
  const full = Object.assign(signal, listeners);
  const outcome = await interpret(job, {
    callLeaf: (call) => {
      calls.push(call);
      return leaves.execute(call, { attempt: 1, signal: full });
    },
    emit: (event) => events.push(event),
    now: () => 0,
    signal: full,
  });
  return { ...outcome, events, calls, nodes: outcome.nodes.map(({ node_id }) => node_id) };
}
const main = async (job: RunJob, answer?: LeafAnswer) => {
  const stuff = mainStuff((await run(job, answer)).memory);
  return stuff === undefined ? undefined : inlineContent(stuff.value);
};

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
    const { memory, nodes, calls } = await run(job);
    expect(nodes).toEqual(["main", "main/draft", "main/polish", "main/draft~2"]);
    expect(Object.keys(memory.root)).toEqual(["topic", "draft", "text", "again"]);
    expect(memory.aliases).toEqual({ main_stuff: "again" });
    expect(calls.map(({ inputs }) => Object.keys(inputs))).toEqual([["topic"], ["draft"], ["topic"]]);
  });

  it("copies a value at a path in a binding step, and gives a nested result the caller's name", async () => {
    const job = createTestJob({
      pipes: [
        sequence(
          "main",
          ["order"],
          [
            { from: "order.total", result: "amount" },
            { pipe: "test.inner", result: "outcome" },
          ],
        ),
        sequence("inner", ["amount"], [{ pipe: "test.say", result: "said" }]),
        llm("say", ["amount"]),
      ],
      entry: "test.main",
      inputs: { order: "x" },
      concepts: { "test.Order": { description: "An order", fields: { total: { type: "number", required: true } } } },
    });
    const order = { concept: "test.Order", code: "input/order", name: "order" };
    const value = {
      concept: "test.Order",
      size: 1,
      media_type: "application/json" as const,
      digest: "",
      inline: { total: 5 },
    };
    const plan = {
      ...job.plan,
      concepts: { "test.Order": { description: "", fields: { total: { type: "number" as const, required: true } } } },
    };
    const { memory } = await run({ ...job, plan, memory: { ...job.memory, root: { order: { ...order, value } } } });
    expect(inlineContent(memory.root["amount"].value)).toEqual({ number: 5 });
    expect(memory.root["amount"].concept).toBe("native.Number");
    expect(memory.aliases["main_stuff"]).toBe("outcome");
    expect(Object.keys(memory.root)).toContain("said");
  });
});

describe("a condition", () => {
  const condition = (expression: string, part: Partial<ConditionPipe> = {}): Pipe => ({
    ...sequence("choose", ["answer"], []),
    type: "PipeCondition",
    expression,
    outcomes: { True: { pipe: "test.yes" }, "1.5": { pipe: "test.no" } },
    default_outcome: "fail",
    place,
    ...part,
  });
  const job = (expression: string, part?: Partial<ConditionPipe>) =>
    createTestJob({
      pipes: [condition(expression, part), llm("yes", ["answer"]), llm("no", ["answer"])],
      entry: "test.choose",
      inputs: { answer: "maybe" },
    });

  it("chooses by what Python would print", async () => {
    const { nodes } = await run(job("{{ answer.text == 'maybe' }}"));
    expect(nodes).toEqual(["choose", "choose/yes"]);
  });

  it("fails where its outcome is to fail, or the expression prints nothing, located at the condition", async () => {
    await expect(run(job("{{ answer.text }}"))).rejects.toMatchObject({
      report: { code: "perdure.condition_fail_outcome", location: { pipe: "test.choose", node: "choose" } },
    });
    await expect(run(job("{{ '' }}"))).rejects.toMatchObject({ report: { code: "perdure.condition_failed" } });
  });

  it("goes on without a value where it is declared optional, and passes through where it is not", async () => {
    const optional = { output: { concept: "native.Text", multiplicity: "single" as const, optional: true } };
    const absent = await run(job("{{ answer.text }}", { default_outcome: "continue", ...optional }));
    expect(absent.memory.absences["main_stuff"]?.kind).toBe("declared_absent");
    expect(mainStuff(absent.memory)).toBeUndefined();
    const through = await run(job("{{ answer.text }}", { default_outcome: "continue" }));
    expect(through.memory.absences).toEqual({});
  });
});

describe("a batch", () => {
  const batch = {
    ...sequence("each", ["words"], []),
    type: "PipeBatch",
    branch: "test.shout",
    input_list_name: "words",
    input_item_name: "word",
    output: { concept: "native.Text", multiplicity: "many", optional: false },
  } as unknown as BatchPipe;
  const job = (words: readonly string[], max_concurrency = 2) =>
    createTestJob({
      pipes: [batch, llm("shout", ["word"])],
      entry: "test.each",
      inputs: { words },
      limits: { max_concurrency },
    });

  it("keeps the order of its items whatever finishes first, and names each item", async () => {
    const { memory, nodes } = await run(job(["a", "b", "c"]));
    expect(nodes).toEqual(["each", "each[0]/shout", "each[1]/shout", "each[2]/shout"]);
    expect((inlineContent(mainStuff(memory)!.value) as { text: string }[]).map(({ text }) => text)).toEqual([
      'shout({"text":"a"})',
      'shout({"text":"b"})',
      'shout({"text":"c"})',
    ]);
  });

  it("starts nothing after a failure and raises the failure of the lowest index", async () => {
    const started: string[] = [];
    const failing: LeafAnswer = async (call) => {
      started.push(call.node_id);
      if (call.node_id.startsWith("each[1]")) throw createFailure("model.content_refused", { message: "second" });
      await Promise.resolve();
      await Promise.resolve();
      throw createFailure("provider.rate_limited", { message: "first" });
    };
    await expect(run(job(["a", "b", "c", "d"]), failing)).rejects.toMatchObject({
      report: { code: "provider.rate_limited", location: { item: 0, node: "each[0]/shout" } },
    });
    expect(started).toEqual(["each[0]/shout", "each[1]/shout"]);
  });

  it("makes an empty list of an empty list, and refuses what is no list", async () => {
    expect(await main(job([]))).toEqual([]);
    const single = createTestJob({
      pipes: [batch, llm("shout", ["word"])],
      entry: "test.each",
      inputs: { words: "one" },
    });
    await expect(run(single)).rejects.toMatchObject({ report: { code: "perdure.batch_input_not_list" } });
  });
});

describe("a parallel", () => {
  const parallel = {
    ...sequence("both", ["topic"], []),
    type: "PipeParallel",
    branches: [
      { pipe: "test.one", result: "first" },
      { pipe: "test.two", result: "second" },
    ],
    add_each_output: true,
    combine: true,
    output: { concept: "native.Composite", multiplicity: "single", optional: false },
  } as unknown as ParallelPipe;

  it("merges its branches in the order in which they are declared", async () => {
    const job = createTestJob({
      pipes: [parallel, llm("one", ["topic"]), llm("two", ["topic"])],
      entry: "test.both",
      inputs: { topic: "t" },
    });
    const { memory } = await run(job, (call) => ({ text: call.pipe }));
    expect(Object.keys(memory.root)).toEqual(["topic", "first", "second", "main_stuff"]);
    expect(inlineContent(mainStuff(memory)!.value)).toEqual({
      first: { text: "test.one" },
      second: { text: "test.two" },
    });
  });
});

describe("a composition", () => {
  const compose = {
    ...sequence("write", ["topic"], []),
    type: "PipeCompose",
    template: { text: "About $topic.", category: "basic" },
  } as unknown as ComposePipe;

  it("is made here while all it reads and makes is small", async () => {
    const job = createTestJob({ pipes: [compose], entry: "test.write", inputs: { topic: "tea" } });
    const { memory, calls } = await run(job);
    expect(inlineContent(mainStuff(memory)!.value)).toEqual({ text: "About tea." });
    expect(calls).toEqual([]);
  });

  it("is a pure leaf once its result no longer travels inline", async () => {
    const job = createTestJob({
      pipes: [compose],
      entry: "test.write",
      inputs: { topic: "tea" },
      limits: { inline_max_bytes: 10 },
    });
    const { calls } = await run(job, () => ({ text: "elsewhere" }));
    expect(calls.map(({ kind, effect }) => [kind, effect])).toEqual([["compose", "pure"]]);
  });
});

describe("every pipe", () => {
  it("is refused past the nesting limit", async () => {
    const job = createTestJob({
      pipes: [sequence("loop", [], [{ pipe: "test.loop", result: "x" }])],
      entry: "test.loop",
      limits: { pipe_stack_limit: 5 },
    });
    await expect(run(job)).rejects.toMatchObject({ report: { code: "perdure.pipe_stack_overflow" } });
  });

  it("does not start once the run is cancelled", async () => {
    const job = createTestJob({ pipes: [llm("say", [])], entry: "test.say" });
    await expect(run(job, echo, { aborted: true })).rejects.toMatchObject({ report: { code: "run.cancelled" } });
  });

  it("is skipped when a plain input is recorded absent, and says why", async () => {
    const job = createTestJob({ pipes: [llm("say", ["topic"])], entry: "test.say" });
    const absences = { topic: { variable_name: "topic", kind: "not_provided" as const, reason: "Nobody said." } };
    const { memory } = await run({ ...job, memory: { ...job.memory, absences } });
    expect(memory.absences["main_stuff"]).toMatchObject({ kind: "skipped", upstream: { variable_name: "topic" } });
  });

  it("records each change of its state once, with a number that grows", async () => {
    const job = createTestJob({ pipes: [llm("say", ["topic"])], entry: "test.say", inputs: { topic: "t" } });
    const { events } = await run(job);
    expect(events.map(({ node }) => node.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)?.node).toMatchObject({ status: "succeeded", calls: 1, writes: "say" });
  });

  it("drafts first and structures then where its method says so: two leaves", async () => {
    const pipe = llm("find", ["topic"], { structuring_method: "preliminary_text" });
    const { calls, nodes } = await run(createTestJob({ pipes: [pipe], entry: "test.find", inputs: { topic: "t" } }));
    expect(calls.map(({ kind, part, node_id }) => [kind, part, node_id])).toEqual([
      ["llm", "draft_text", "find/draft_text"],
      ["structure", "structure", "find/structure"],
    ]);
    expect(nodes).toEqual(["find", "find/draft_text", "find/structure"]);
  });
});
