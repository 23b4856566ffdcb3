import type { NodeStatus } from "@perdure/engine";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TEST_NODE } from "../testing/fake-ports.ts";
import { withFleetNotice } from "./fleet-notice.ts";
import type { Progress } from "./progress.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function notice(details: Parameters<typeof withFleetNotice>[1]) {
  const told: string[] = [];
  const inner: Progress = {
    onEvent: ({ node }) => void told.push(node.status),
    say: (line) => void told.push(line),
    stop: () => void told.push("stop"),
  };
  const progress = withFleetNotice(inner, details);
  const event = (status: NodeStatus, type = "PipeLLM") =>
    progress.onEvent({ kind: "node", node: { ...TEST_NODE, status, type } });
  return { told, inner, progress, event };
}

describe("a run that a fleet works on", () => {
  it("says once which queue waits and what to start, when nothing moves for 30 s", () => {
    const { told } = notice({ worker: "fleet", task_queue: "documents" });
    vi.advanceTimersByTime(29_999);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(300_000);
    expect(told).toEqual([
      "Nothing has moved for 30 s: queue documents waits for a worker. Start one: npx perdure worker --task-queue documents",
    ]);
  });

  it("waits again from every change, and says it again after the next silence", () => {
    const { told, event } = notice({ worker: "fleet" });
    vi.advanceTimersByTime(20_000);
    event("scheduled");
    event("running", "PipeSequence");
    vi.advanceTimersByTime(20_000);
    expect(told).toEqual(["scheduled", "running"]);
    vi.advanceTimersByTime(10_000);
    expect(told.at(-1)).toMatch(/the fleet's queue waits.*npx perdure worker$/);
  });

  it.each(["running", "waiting"] as const)("is not disturbed while a step is %s, however long", (status) => {
    const { told, event } = notice({ worker: "fleet" });
    event(status);
    vi.advanceTimersByTime(600_000);
    expect(told).toEqual([status]);
    event("succeeded");
    vi.advanceTimersByTime(30_000);
    expect(told).toHaveLength(3);
  });

  it("says nothing once it has stopped", () => {
    const { told, progress } = notice({ worker: "fleet" });
    progress.stop();
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(["stop"]);
  });
});

it("a run with a worker of its own is left alone", () => {
  for (const details of [{}, { worker: "embedded" } as const]) {
    const { progress, inner } = notice(details);
    expect(progress).toBe(inner);
  }
});
