import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import type { RunHandle, RunResult } from "./backend.ts";
import { followToEnd } from "./follow-to-end.ts";
import type { AbortSignalLike } from "./leaf.ts";
import type { RunEvent } from "./run-event.ts";
import { leafKey } from "./leaf-key.ts";
import { sumUsage } from "./sum-usage.ts";

const result: RunResult = { run_id: "r", memory: { root: {}, aliases: {}, absences: {} }, nodes: [], usage: {} };
const event: RunEvent = {
  kind: "node",
  node: { node_id: "a", pipe: "t.a", type: "PipeLLM", status: "running", seq: 1 },
};

function handleOf(part: Partial<RunHandle> = {}) {
  const canceled: string[] = [];
  const handle: RunHandle = {
    run_id: "r",
    status: () => Promise.reject(new TypeError("not asked")),
    result: () => Promise.resolve(result),
    cancel: () => {
      canceled.push("canceled");
      return Promise.resolve();
    },
    async *events() {
      await Promise.resolve();
      yield event;
    },
    detach: () => Promise.resolve(),
    ...part,
  };
  return { handle, canceled };
}

function signalOf(aborted = false) {
  const listeners = new Set<() => void>();
  const signal: AbortSignalLike = {
    aborted,
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  };
  return { signal, listeners };
}

describe("following a run to its end", () => {
  it("tells its events, then gives its result", async () => {
    const seen: RunEvent[] = [];
    const { handle } = handleOf();
    expect(await followToEnd(handle, { onEvent: (told) => seen.push(told) })).toBe(result);
    expect(seen).toEqual([event]);
  });

  it("cancels it when the signal fires, or has fired, and forgets the signal afterwards", async () => {
    const late = signalOf();
    const waiting = Promise.withResolvers<RunResult>();
    const { handle, canceled } = handleOf({ result: () => waiting.promise });
    const following = followToEnd(handle, { signal: late.signal });
    for (const fire of late.listeners) fire();
    expect(canceled).toHaveLength(1);
    waiting.resolve(result);
    await following;
    expect(late.listeners.size).toBe(0);
    const early = handleOf();
    await followToEnd(early.handle, { signal: signalOf(true).signal });
    expect(early.canceled).toHaveLength(1);
  });

  it("ends as the run does, also where a cancellation is refused", async () => {
    const failure = createFailure("provider.rate_limited", { message: "Slow down." });
    const refused = () => Promise.reject(createFailure("runtime.unsupported", { message: "Not here." }));
    const { handle } = handleOf({ result: () => Promise.reject(failure), cancel: refused });
    await expect(followToEnd(handle, { signal: signalOf(true).signal })).rejects.toBe(failure);
  });
});

describe("what backends share", () => {
  it("adds usage up, and leaves out what no node has", () => {
    const node = event.node;
    const nodes = [
      node,
      { ...node, usage: { input_tokens: 2, cost_usd: 0.5 } },
      { ...node, usage: { input_tokens: 3 } },
    ];
    expect(sumUsage(nodes)).toEqual({ input_tokens: 5, cost_usd: 0.5 });
    expect(sumUsage([])).toEqual({});
  });

  it("keys a leaf by its node and its half", () => {
    expect([{ node_id: "a" }, { node_id: "a", part: "structure" as const }].map(leafKey)).toEqual(["a", "a#structure"]);
  });
});
