import { copyFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { memoryContents } from "@perdure/engine";
import { createFakeLeaves } from "@perdure/engine/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { journal } from "./journal.ts";
import { journalHost, temporaryJournal } from "./testing/journal-host.fixture.ts";

// Committed journals are only ever added to: whoever changes the tables or the interpreter sees here what still finishes.
const RECORDED = fileURLToPath(new URL("__fixtures__/journal-1.sqlite", import.meta.url));

let place: ReturnType<typeof temporaryJournal>;
beforeEach(() => {
  place = temporaryJournal();
  copyFileSync(RECORDED, place.file);
});
afterEach(() => place.remove());

async function resume(runId: string) {
  const leaves = createFakeLeaves(({ node_id }) => ({ text: `later ${node_id}` }));
  const host = { ...journalHost(leaves, { now: 1_000_000, slept: [] }), contents: memoryContents() };
  const backend = journal({ file: place.file })(host);
  const result = await (await backend.resume(runId)).result();
  await backend.close();
  return { result, calls: leaves.calls, slept: host.clock.slept };
}

describe("a journal that the first version wrote", () => {
  it("gives the result of a completed run", async () => {
    const { result, calls } = await resume("1-completed");
    expect(calls).toEqual([]);
    expect(result.memory.root["b"]?.value).toMatchObject({ inline: { text: "recorded main/b" } });
    expect(result.nodes.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"]);
  });

  it("lets a run that failed be finished", async () => {
    const { result, calls } = await resume("1-refused");
    expect(calls.map(({ node_id, attempt }) => [node_id, attempt])).toEqual([
      ["main/b", 1],
      ["main/c", 1],
    ]);
    expect(result.memory.root["a"]?.value).toMatchObject({ inline: { text: "recorded main/a" } });
  });

  it("lets a batch that was interrupted be finished, item by item", async () => {
    const { calls } = await resume("1-interrupted-batch");
    expect(calls.map(({ node_id, attempt }) => [node_id, attempt])).toEqual([
      ["main/read_batch[4]/read", 1],
      ["main/read_batch[3]/read", 2],
      ["main/read_batch[5]/read", 1],
    ]);
  });

  it("lets a run that waited go on when its time has come", async () => {
    const { calls, slept } = await resume("1-waiting");
    expect(slept).toEqual([1_060_500]);
    expect(calls).toEqual([{ node_id: "main/b", attempt: 2 }]);
  });
});
