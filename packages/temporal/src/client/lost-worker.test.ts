import type { Client, WorkflowExecutionDescription } from "@temporalio/client";
import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { expect, it } from "vitest";
import { releaseLostLeaves } from "./lost-worker.ts";

const STARTED = 2;
const { pid: dead } = spawnSync(process.execPath, ["--version"]);

it("ends the attempts of workers that are seen to be dead, and of no other", async () => {
  const workers = [`${dead}@${hostname()}`, `${dead}@another-host`, `${process.pid}@${hostname()}`, "somebody", ""];
  const ended: string[] = [];
  const client = {
    activity: { fail: ({ activityId }: { activityId: string }) => Promise.resolve(void ended.push(activityId)) },
  } as unknown as Client;
  const pendingActivities = workers.map((lastWorkerIdentity, index) => ({
    activityId: `leaf-${index}`,
    attempt: 1,
    state: STARTED,
    lastWorkerIdentity,
  }));
  const description = { workflowId: "perdure-run", runId: "1", raw: { pendingActivities } };
  await releaseLostLeaves(client, description as unknown as WorkflowExecutionDescription);
  expect(ended).toEqual(["leaf-0"]);
});
