import { readdirSync } from "node:fs";
import { Worker } from "@temporalio/worker";
import { interpret } from "@perdure/engine";
import type { LeafCall } from "@perdure/engine";
import { describe, expect, it } from "vitest";
import { workflowIdOf } from "../contract/names.ts";
import { leafKey } from "@perdure/engine";
import type { RunInput } from "../contract/run-contract.ts";
import { recordedHistory } from "../testing/recorded-history.fixture.ts";
import { installQuietRuntime } from "./quiet-runtime.ts";
import { workflowBundle } from "./workflow-bundle.ts";
import { leafSchedule } from "../workflows/leaf-schedule.ts";

const names = readdirSync(new URL("../__fixtures__/", import.meta.url))
  .map((file) => /^history-(.+)\.json$/.exec(file)?.[1])
  .filter((name) => name !== undefined);
const seconds = (milliseconds: unknown) => Math.round(Number(milliseconds) / 1000);

/** What the interpreter of today calls, given the results of back then. */
async function callsOf(input: RunInput, results: ReadonlyMap<string, unknown>): Promise<readonly LeafCall[]> {
  const calls: LeafCall[] = [];
  const never = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  const environment: Parameters<typeof interpret>[1] = {
    callLeaf: (call) => {
      calls.push(call);
      const result = results.get(leafKey(call));
      return result === undefined ? Promise.reject(new Error("not recorded")) : Promise.resolve(result as never);
    },
    emit: () => undefined,
    now: () => 0,
    signal: never,
  };
  await interpret(input.job, environment).catch(() => undefined);
  return calls;
}

describe("a recorded history", () => {
  it("exists", () => {
    expect(names.length).toBeGreaterThanOrEqual(4);
  });

  it.each(names)("%s replays on the workflow code of today", { timeout: 30_000 }, async (name) => {
    installQuietRuntime(() => undefined);
    const { history, input } = await recordedHistory(name);
    await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history, workflowIdOf(input.job.run_id));
  });

  // A replay compares neither queues nor clocks, retry policies or arguments: this does.
  it.each(names)("%s schedules today what it scheduled then", async (name) => {
    const { input, leaves, queue } = await recordedHistory(name);
    const calls = await callsOf(input, new Map(leaves.map(({ activityId, result }) => [activityId, result])));
    const remote = calls.map((call) => leafSchedule(input, call)).filter((schedule) => !schedule.local);
    expect(
      remote.map(({ type, args, options }) => ({
        activityId: options.activityId,
        type,
        queue: options.taskQueue ?? queue,
        startToCloseSeconds: seconds(options.startToCloseTimeout),
        heartbeatSeconds: seconds(options.heartbeatTimeout),
        maximumAttempts: options.retry?.maximumAttempts,
        nonRetryable: options.retry?.nonRetryableErrorTypes ?? [],
        input: args[0],
      })),
    ).toEqual(leaves.map(({ result: _result, ...scheduled }) => scheduled));
  });

  it("is refused when the workflow would schedule something else", { timeout: 30_000 }, async () => {
    const { history, input } = await recordedHistory("1-sequence-with-a-retry");
    const scheduled = history.events?.find((event) => event.activityTaskScheduledEventAttributes);
    if (scheduled?.activityTaskScheduledEventAttributes?.activityType) {
      scheduled.activityTaskScheduledEventAttributes.activityType.name = "perdure.renamed";
    }
    const replay = Worker.runReplayHistory(
      { workflowBundle: await workflowBundle() },
      history,
      workflowIdOf(input.job.run_id),
    );
    await expect(replay).rejects.toThrow(/nondeterminism|determinism/i);
  });
});
