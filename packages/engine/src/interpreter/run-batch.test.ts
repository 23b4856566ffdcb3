import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { batch } from "../test-support/pipes.ts";
import { contentOf, mainContent, runJob } from "../test-support/run-job.ts";
import { createTestJob, testPipes } from "../testing/index.ts";
import type { LeafAnswer } from "../testing/index.ts";

const { llm, sequence } = testPipes;
const job = (words: readonly string[], max_concurrency = 2) =>
  createTestJob({
    pipes: [batch("each", "test.shout", "words", "word"), llm("shout", ["word"])],
    entry: "test.each",
    inputs: { words },
    limits: { max_concurrency },
  });

describe("a batch", () => {
  it("keeps the order of its items whatever finishes first, and names each item", async () => {
    const run = await runJob(job(["a", "b", "c"]));
    expect(run.nodes).toEqual(["each", "each[0]/shout", "each[1]/shout", "each[2]/shout"]);
    expect(mainContent(run)).toEqual([
      { text: 'shout({"text":"a"})' },
      { text: 'shout({"text":"b"})' },
      { text: 'shout({"text":"c"})' },
    ]);
    expect(run.records[0]).toMatchObject({ batch: { total: 3, done: 3 }, writes: "each" });
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
    await expect(runJob(job(["a", "b", "c", "d"]), { answer: failing })).rejects.toMatchObject({
      report: { code: "provider.rate_limited", location: { item: 0, node: "each[0]/shout" } },
    });
    expect(started).toEqual(["each[0]/shout", "each[1]/shout"]);
  });

  it("makes an empty list of an empty list, and refuses what is no list or too long a one", async () => {
    expect(mainContent(await runJob(job([])))).toEqual([]);
    const single = createTestJob({
      pipes: [batch("each", "test.shout", "words", "word"), llm("shout", ["word"])],
      entry: "test.each",
      inputs: { words: "one" },
    });
    await expect(runJob(single)).rejects.toMatchObject({ report: { code: "perdure.batch_input_not_list" } });
    const long = job(["a", "b", "c"]);
    const limits = { ...long.limits, list_inline_max: 2 };
    await expect(runJob({ ...long, limits })).rejects.toMatchObject({ report: { code: "perdure.list_too_long" } });
  });

  it("keeps a list that an item gives as one item, and hands lists to the items of a list of lists", async () => {
    const twice = createTestJob({
      pipes: [
        sequence(
          "main",
          ["words"],
          [
            { pipe: "test.spell", result: "letters", batch: { over: "words", as: "word" } },
            { pipe: "test.count", result: "counts", batch: { over: "letters", as: "letters_of_word" } },
          ],
        ),
        llm("spell", ["word"]),
        llm("count", ["letters_of_word"]),
      ],
      entry: "test.main",
      inputs: { words: ["ab", "c"] },
    });
    const run = await runJob(twice, {
      answer: ({ pipe, inputs }) =>
        pipe === "test.spell" ? [{ text: "x" }, { text: "y" }] : { text: String(Object.keys(inputs)) },
    });
    expect(contentOf(run, "letters")).toEqual([
      [{ text: "x" }, { text: "y" }],
      [{ text: "x" }, { text: "y" }],
    ]);
    expect(run.calls[2]?.inputs["letters_of_word"]?.value).toMatchObject({ items: [{ inline: { text: "x" } }, {}] });
    expect(run.calls[2]?.inputs["letters_of_word"]?.code).toBe("main/spell_batch[0]");
    expect(run.nodes).toEqual([
      "main",
      "main/spell_batch",
      "main/spell_batch[0]/spell",
      "main/spell_batch[1]/spell",
      "main/count_batch",
      "main/count_batch[0]/count",
      "main/count_batch[1]/count",
    ]);
  });

  it("says where in the method a batch around a step failed", async () => {
    const step = { pipe: "test.shout", result: "loud", batch: { over: "word", as: "letter" } };
    const wrong = createTestJob({
      pipes: [sequence("main", ["word"], [step]), llm("shout", ["letter"])],
      entry: "test.main",
      inputs: { word: "a" },
    });
    await expect(runJob(wrong)).rejects.toMatchObject({
      report: {
        code: "perdure.batch_input_not_list",
        location: { pipe: "test.shout", node: "main/shout_batch", path: ["main", "shout_batch"] },
      },
    });
  });

  it("leaves out items whose result is absent, and has none where its list is absent", async () => {
    const absences = { gone: { variable_name: "gone", kind: "not_provided" as const, reason: "Nobody gave it." } };
    const over = (list: string) => ({ pipe: "test.shout", result: list, batch: { over: list, as: "word" } });
    const maybe = createTestJob({
      pipes: [sequence("main", [], [over("gone")]), llm("shout", ["word"])],
      entry: "test.main",
    });
    const run = await runJob({ ...maybe, memory: { ...maybe.memory, absences } });
    expect(contentOf(run, "gone")).toEqual([]);
    expect(run.records[1]).toMatchObject({ node_id: "main/shout_batch", status: "skipped" });
  });
});
