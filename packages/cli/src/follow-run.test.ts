import type { NodeRecord, RunEvent, RunHandle } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { expect, it } from "vitest";
import { followRun } from "./follow-run.ts";
import type { CommandIo } from "./terminal/command-io.ts";

const eventOf = (status: NodeRecord["status"]): RunEvent => ({
  kind: "node",
  node: { node_id: "main/a", status } as NodeRecord,
});

it("shows nothing of what leaving a run does to its steps", async () => {
  let pressCtrlC: () => void = () => undefined;
  let shown: () => void = () => undefined;
  let detached: () => void = () => undefined;
  const firstShown = new Promise<void>((resolve) => (shown = resolve));
  const afterDetach = new Promise<void>((resolve) => (detached = resolve));
  const io = {
    onInterrupt: (listener: () => void) => {
      pressCtrlC = listener;
      return () => undefined;
    },
  } as CommandIo;
  const handle: RunHandle = {
    run_id: "one",
    result: async () => {
      await afterDetach;
      throw createFailure("run.not_finished", { message: "Left." });
    },
    async *events() {
      yield eventOf("running");
      await afterDetach;
      yield eventOf("failed");
    },
    detach: () => {
      detached();
      return Promise.resolve();
    },
    status: () => Promise.reject(new Error("not asked")),
    cancel: () => Promise.reject(new Error("not asked")),
  };
  const statuses: string[] = [];
  const following = followRun(io, handle, {
    onEvent: ({ node }) => {
      statuses.push(node.status);
      shown();
    },
    say: (line) => void statuses.push(line),
    stop: () => undefined,
  });
  await firstShown;
  pressCtrlC();
  expect(await following).toEqual({ kind: "detached" });
  await new Promise((resolve) => setImmediate(resolve));
  expect(statuses).toEqual(["running"]);
});
