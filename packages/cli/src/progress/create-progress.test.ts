import type { NodeRecord, NodeStatus } from "@perdure/engine";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFakeIo, type FakeIoOptions } from "../testing/fake-io.ts";
import { screenOf } from "../testing/screen-of.ts";
import { createProgress } from "./create-progress.ts";
import { liveLines } from "./live-progress.ts";

const event = (node_id: string, status: NodeStatus, part: Partial<NodeRecord> = {}) => ({
  kind: "node" as const,
  node: { node_id: `main/${node_id}`, pipe: "d.p", type: "PipeLLM", status, seq: 1, ...part },
});
const batch = (done: number, total: number) =>
  event("all", done === total ? "succeeded" : "running", { type: "PipeBatch", batch: { total, done } });

async function progressOn(options: Partial<FakeIoOptions> = {}, quiet = false) {
  const io = createFakeIo({ folder: "/p", ...options });
  return { io, progress: await createProgress(io, { quiet }), lines: () => io.written.stderr.split("\n").slice(0, -1) };
}

describe("progress without a terminal", () => {
  it.each([
    ["a file or a pipe", {}],
    ["a dumb terminal", { terminal: "stderr", environment: { TERM: "dumb" } } as const],
  ])("is one plain line for each change: %s", async (_where, options) => {
    const { progress, lines } = await progressOn(options);
    progress.say("Run 1");
    progress.onEvent(event("a", "running", { model: "m" }));
    progress.onEvent(event("a", "succeeded", { started_at: 0, ended_at: 10 }));
    progress.stop();
    expect(lines()).toEqual(["Run 1", "a started (m)", "a done in 10 ms"]);
  });

  it("says each number of a batch once", async () => {
    const { progress, lines } = await progressOn();
    for (const done of [0, 0, 1, 1, 0]) progress.onEvent(batch(done, 2));
    expect(lines()).toEqual(["all 0/2", "all 1/2"]);
  });

  it("is nothing where it must be quiet", async () => {
    const { progress, io } = await progressOn({ terminal: "stderr" }, true);
    progress.say("Run 1");
    progress.onEvent(event("a", "failed"));
    progress.stop();
    expect(io.written.stderr).toBe("");
  });
});

describe("progress at a terminal", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const live = () => progressOn({ terminal: "stderr", columns: 60, rows: 20 });

  it("draws nothing before there is something to draw", async () => {
    const { progress, io } = await live();
    vi.advanceTimersByTime(1000);
    progress.say("Run 1");
    vi.advanceTimersByTime(1000);
    progress.stop();
    expect(screenOf(io.written.stderr)).toEqual(["Run 1"]);
  });

  it("draws a bar for a batch and a line for each running node, in place", async () => {
    const { progress, io } = await live();
    progress.say("Run 1");
    progress.onEvent(batch(0, 2));
    progress.onEvent(event("all[0]/a", "running", { model: "m" }));
    vi.advanceTimersByTime(200);
    progress.onEvent(event("all[0]/a", "succeeded"));
    progress.onEvent(batch(1, 2));
    progress.onEvent(event("all[1]/a", "running", { model: "m" }));
    vi.advanceTimersByTime(200);
    expect(screenOf(io.written.stderr)).toEqual([
      "Run 1",
      "████████████░░░░░░░░░░░░ 1/2 all",
      expect.stringMatching(/^\S all\[1\]\/a \(m\)$/),
      "1 call finished, 1 running",
    ]);
    progress.stop();
    expect(screenOf(io.written.stderr)).toEqual(["Run 1"]);
  });

  it("keeps failures, waits and skips as lines above", async () => {
    const { progress, io } = await live();
    progress.onEvent(event("a", "running"));
    vi.advanceTimersByTime(200);
    progress.onEvent(event("a", "waiting", { next_attempt_at: 1_005_000 }));
    progress.onEvent(event("b", "failed"));
    progress.onEvent(event("c", "skipped"));
    const kept = ["a waits 5.0 s for its next attempt", "b failed", "c skipped"];
    expect(screenOf(io.written.stderr).slice(0, 3)).toEqual(kept);
    progress.stop();
    expect(screenOf(io.written.stderr)).toEqual(kept);
  });

  it("only speaks once it has stopped", async () => {
    const { progress, io } = await live();
    progress.onEvent(event("a", "running"));
    vi.advanceTimersByTime(200);
    progress.stop();
    const before = io.written.stderr;
    progress.onEvent(event("b", "failed"));
    vi.advanceTimersByTime(1000);
    progress.stop();
    progress.say("Left run 1.");
    expect(io.written.stderr).toBe(`${before}Left run 1.\n`);
    expect(screenOf(io.written.stderr)).toEqual(["Left run 1."]);
  });

  it("never draws more lines than the terminal has, nor longer ones", () => {
    const io = createFakeIo({ folder: "/p", terminal: "stderr", columns: 40, rows: 10 });
    const nodes = Array.from({ length: 30 }, (_, index) => event(`${"n".repeat(50)}${index}`, "running").node);
    const lines = liveLines([...nodes, batch(1, 2).node], io, "*");
    expect(lines).toHaveLength(7);
    expect(lines.at(-2)).toBe("… and 26 more");
    expect(lines.at(-1)).toBe("0 calls finished, 30 running");
    expect(Math.max(...lines.map((line) => line.length))).toBe(39);
  });
});
