import type { NodeRecord, RunEvent } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { followRun } from "./follow-run.ts";
import { createFakeIo } from "./testing/fake-io.ts";
import { createTestHandle, TEST_RESULT } from "./testing/fake-ports.ts";

const eventOf = (status: NodeRecord["status"]): RunEvent => ({
  kind: "node",
  node: { node_id: "main/a", pipe: "d.a", type: "PipeLLM", status, seq: 1 },
});

/** Follows a run, with what its progress is told; `shown` resolves at the first event. */
function follow(handle: Parameters<typeof followRun>[1]) {
  const io = createFakeIo({ folder: "/p" });
  const told: string[] = [];
  const atEnd: string[] = [];
  let seen: () => void = () => undefined;
  const shown = new Promise<void>((resolve) => (seen = resolve));
  const context = { io, sayAtEnd: (line: string) => void atEnd.push(line) };
  const following = followRun(context, handle, {
    onEvent: ({ node }) => {
      told.push(node.status);
      seen();
    },
    say: (line) => void told.push(line),
    stop: () => void told.push("stop"),
  });
  return { io, told, atEnd, shown, following };
}

describe("following a run", () => {
  it("shows every event, then gives the result, and listens for Ctrl-C no more", async () => {
    const { io, told, following } = follow(
      createTestHandle({
        async *events() {
          yield eventOf("running");
          await Promise.resolve();
          yield eventOf("succeeded");
        },
      }),
    );
    expect(await following).toEqual({ kind: "completed", result: TEST_RESULT });
    expect(told).toEqual(["running", "succeeded"]);
    expect(io.interrupt()).toBe(false);
  });

  it("fails as the run failed, after its last event", async () => {
    const failure = createFailure("provider.failed", { message: "No." });
    const { told, following } = follow(
      createTestHandle({
        result: () => Promise.reject(failure),
        async *events() {
          await Promise.resolve();
          yield eventOf("failed");
        },
      }),
    );
    await expect(following).rejects.toBe(failure);
    expect(told).toEqual(["failed"]);
  });

  it.each([
    ["provider.credential_refused", [expect.stringContaining("npx perdure resume run-1")]],
    ["perdure.document_unreadable", []],
  ] as const)("that failed with %s says how to take it up again where that can help", async (code, lines) => {
    const { atEnd, following } = follow(
      createTestHandle({ result: () => Promise.reject(createFailure(code, { message: "No." })) }),
    );
    await expect(following).rejects.toMatchObject({ report: { code } });
    expect(atEnd).toEqual(lines);
  });

  it("goes on without progress where that cannot be had", async () => {
    const lost = createFailure("perdure.backend_unreachable", { message: "It is gone." });
    const { told, following } = follow(
      createTestHandle({
        events: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(lost) }) }),
      }),
    );
    expect(await following).toMatchObject({ kind: "completed" });
    expect(told).toEqual(["Progress is not available: It is gone."]);
  });

  it("is left at Ctrl-C: that is said at once, and a second one is not caught", async () => {
    let detach: () => void = () => undefined;
    const { io, told, following } = follow(
      createTestHandle({
        result: () => new Promise(() => undefined),
        async *events() {
          await new Promise(() => undefined);
          yield eventOf("running");
        },
        detach: () => new Promise<void>((resolve) => (detach = resolve)),
      }),
    );
    await io.listening;
    expect(io.interrupt()).toBe(true);
    expect(told).toEqual(["stop", expect.stringMatching(/^Leaving the run/)]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(io.interrupt()).toBe(false);
    detach();
    expect(await following).toEqual({ kind: "detached" });
  });

  it("shows nothing of what leaving a run does to its steps", async () => {
    let detached: () => void = () => undefined;
    const afterDetach = new Promise<void>((resolve) => (detached = resolve));
    const { io, told, shown, following } = follow(
      createTestHandle({
        result: async () => {
          await afterDetach;
          throw createFailure("run.not_finished", { message: "Left." });
        },
        async *events() {
          yield eventOf("running");
          await afterDetach;
          yield eventOf("failed");
        },
        detach: () => Promise.resolve(detached()),
      }),
    );
    await shown;
    io.interrupt();
    expect(await following).toEqual({ kind: "detached" });
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual(["running", "stop", expect.stringMatching(/^Leaving the run/)]);
  });
});
