import type { NodeRecord } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { batchLine, changeLine, nodeName, runningLine } from "./progress-lines.ts";

const NOW = 100_000;
const node = (part: Partial<NodeRecord>): NodeRecord => ({
  node_id: "main/score",
  pipe: "d.score",
  type: "PipeLLM",
  status: "running",
  seq: 1,
  ...part,
});
const { report } = createFailure("provider.rate_limited", { message: "Busy." });

describe("a change as a line", () => {
  it.each<[Partial<NodeRecord>, string | undefined]>([
    [{ status: "scheduled" }, undefined],
    [{ model: "m-1" }, "score started (m-1)"],
    [{ model: "m-1", attempt: 2 }, "score started (m-1, attempt 2)"],
    [{ type: "PipeSequence" }, undefined],
    [{ type: "PipeBatch", batch: { total: 5, done: 2 } }, "score 2/5"],
    [
      { status: "waiting", next_attempt_at: NOW + 5000, failure: report },
      "score waits 5.0 s for its next attempt: provider.rate_limited",
    ],
    [{ status: "waiting", next_attempt_at: NOW - 1 }, "score waits 0 ms for its next attempt"],
    [{ status: "succeeded", started_at: 0, ended_at: 850 }, "score done in 850 ms"],
    [{ status: "succeeded", started_at: 0, ended_at: 185_000 }, "score done in 3 min 5 s"],
    [{ status: "succeeded", restored: true }, "score restored, not run again"],
    [{ status: "succeeded", type: "PipeSequence" }, undefined],
    [{ status: "failed", failure: report }, "score failed: provider.rate_limited"],
    [{ status: "failed", type: "PipeParallel", failure: report }, undefined],
    [{ status: "skipped", skip_reason: "no\u001B[2J\nvalue" }, "score skipped: no value"],
    [{ status: "canceled" }, "score canceled"],
  ])("%j reads %s", (part, line) => {
    expect(changeLine(node(part), NOW)).toBe(line);
  });
});

describe("a running node", () => {
  it("has its time first, so that a long name is cut at its end", () => {
    expect(runningLine(node({ started_at: NOW - 4200, model: "m" }), NOW)).toBe(" 4.2 s  score (m)");
    expect(runningLine(node({ started_at: NOW + 50 }), NOW)).toBe("  0 ms  score");
    expect(runningLine(node({ status: "waiting", next_attempt_at: NOW + 1500 }), NOW)).toMatch(/^score waits 1\.5 s/);
  });

  it("is named by its path below the entry, in which nothing moves the cursor", () => {
    expect(nodeName(node({ node_id: "main/a[2]/b~2" }))).toBe("a[2]/b~2");
    expect(nodeName(node({ node_id: "main" }))).toBe("main");
    expect(nodeName(node({ node_id: "main/\u001B[2Jx\r\u202Ey" }))).toBe("x y");
  });
});

describe("a batch", () => {
  it.each([
    [0, 4, "░░░░ 0/4 score"],
    [1, 4, "█░░░ 1/4 score"],
    [4, 4, "████ 4/4 score"],
    [0, 0, "████ 0/0 score"],
  ])("of which %d of %d items are done reads %s", (done, total, line) => {
    expect(batchLine(node({ batch: { total, done } }), 4)).toBe(line);
  });
});
