import type { BackendHost, RunEvent } from "@perdure/engine";
import { memoryContents } from "@perdure/engine";
import { createFakeLeaves, createTestJob, testPipes } from "@perdure/engine/testing";
import type { LeafAnswer } from "@perdure/engine/testing";
import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { direct } from "./direct.ts";

const { llm, sequence } = testPipes;
const job = createTestJob({
  pipes: [
    sequence(
      "main",
      ["topic"],
      [
        { pipe: "test.draft", result: "draft" },
        { pipe: "test.polish", result: "text" },
      ],
    ),
    llm("draft", ["topic"]),
    llm("polish", ["draft"]),
  ],
  entry: "test.main",
  inputs: { topic: "tea" },
});

function backend(answer: LeafAnswer = (call) => ({ text: call.pipe })) {
  const leaves = createFakeLeaves(answer);
  const host: BackendHost = {
    leaves,
    contents: memoryContents(),
    now: () => 5,
    sleepUntil: () => Promise.resolve(),
    random: () => 0,
    log: () => undefined,
  };
  return { backend: direct()(host), leaves };
}

describe("the direct backend", () => {
  it("runs a job to its result and tells every node's last state", async () => {
    const { backend: runner } = backend();
    const events: RunEvent[] = [];
    const result = await runner.execute(job, { onEvent: (event) => events.push(event) });
    expect(result.memory.aliases["main_stuff"]).toBe("text");
    expect(result.nodes.map(({ node_id, status, attempt }) => [node_id, status, attempt])).toEqual([
      ["main", "succeeded", undefined],
      ["main/draft", "succeeded", 1],
      ["main/polish", "succeeded", 1],
    ]);
    expect(events.at(-1)?.node).toMatchObject({ node_id: "main", status: "succeeded" });
  });

  it("makes one attempt of a leaf, whatever its failure, and shows where it was", async () => {
    const { backend: runner, leaves } = backend(() => {
      throw createFailure("provider.rate_limited", { message: "Slow down.", retry_after_ms: 1 });
    });
    await expect(runner.execute(job)).rejects.toMatchObject({
      report: { code: "provider.rate_limited", retryable: true, location: { pipe: "test.draft", node: "main/draft" } },
      transport: { attempt: 1 },
    });
    expect(leaves.calls).toHaveLength(1);
  });

  it("ends a cancelled run as cancelled, and its leaves see the signal", async () => {
    const reached = Promise.withResolvers<void>();
    const { backend: runner } = backend(
      (_call, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new Error("aborted")));
          reached.resolve();
        }),
    );
    const run = await runner.start(job);
    await reached.promise;
    await run.cancel("enough");
    await expect(run.result()).rejects.toMatchObject({ report: { code: "run.cancelled" } });
    expect((await run.status()).state).toBe("canceled");
  });

  it("is not held back by a leaf that does not listen to its cancellation", async () => {
    const reached = Promise.withResolvers<void>();
    const { backend: runner } = backend(() => {
      reached.resolve();
      return new Promise<never>(() => undefined);
    });
    const run = await runner.start(job);
    await reached.promise;
    await run.cancel();
    await expect(run.result()).rejects.toMatchObject({ report: { code: "run.cancelled" } });
  });

  it("gives a late reader the state of every node", async () => {
    const { backend: runner } = backend();
    const run = await runner.start(job);
    await run.result();
    const late = [];
    for await (const { node } of run.events()) late.push(node.node_id);
    expect(late).toEqual(["main", "main/draft", "main/polish"]);
  });

  it("gives the run that exists for the same job, and refuses another job under its id, an unknown run and a resume", async () => {
    const { backend: runner, leaves } = backend();
    const { memory } = await runner.execute(job);
    expect((await runner.execute(job)).memory).toEqual(memory);
    expect(leaves.calls).toHaveLength(2);
    const other = { ...job, labels: { asked_by: "another" } };
    await expect(runner.start(other)).rejects.toMatchObject({ report: { code: "request.idempotency_conflict" } });
    await expect(runner.attach("nobody")).rejects.toMatchObject({ report: { code: "run.not_found" } });
    await expect(runner.resume("run-1")).rejects.toMatchObject({ report: { code: "runtime.unsupported" } });
  });
});
