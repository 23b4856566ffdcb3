import { Mistral } from "@mistralai/mistralai";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EmulatedControlPlaneOptions, EmulatedRequest } from "../emulated-control-plane/index.ts";
import { emulatedPlane } from "../testing/emulated-plane.fixture.ts";

let ours: Awaited<ReturnType<typeof emulatedPlane>>;
let theirs: Awaited<ReturnType<typeof emulatedPlane>>;
beforeEach(async () => {
  ours = await emulatedPlane();
  theirs = await emulatedPlane();
});
afterEach(async () => {
  await ours.close();
  await theirs.close();
});

const official = ({ plane }: typeof ours): Mistral =>
  new Mistral({ apiKey: "key-of-a-test", serverURL: plane.base_url });
const sent = ({ plane }: typeof ours): readonly EmulatedRequest[] => plane.requests();

describe("our client and the official one", () => {
  it("send the same bytes for the same calls", async () => {
    const { client } = ours;
    await client.start({
      workflow: "wait",
      input: { a: 1 },
      execution_id: "e-1",
      deployment_name: "eu",
      timeout_seconds: 9,
    });
    await client.get("e-1");
    await client.signal("e-1", "go", { on: true });
    await client.query("e-1", "step");
    await client.update("e-1", "say", { b: 2 });
    await client.cancel("e-1");
    await client.start({ workflow: "wait", input: {}, execution_id: "e-2", extensions: { x: 1 } });
    await client.terminate("e-2");
    const id = await client.schedules.create({
      workflow: "wait",
      schedule: { input: {}, cron_expressions: ["0 9 * * *"] },
    });
    await client.schedules.get(id);
    await client.schedules.pause(id);
    await client.schedules.resume(id);
    await client.schedules.trigger(id);
    await client.schedules.delete(id);

    const { workflows } = official(theirs);
    await workflows.executeWorkflow({
      workflowIdentifier: "wait",
      workflowExecutionRequest: { input: { a: 1 }, executionId: "e-1", deploymentName: "eu", timeoutSeconds: 9 },
    });
    const e1 = { executionId: "e-1" };
    await workflows.executions.getWorkflowExecution(e1);
    await workflows.executions.signalWorkflowExecution({
      ...e1,
      signalInvocationBody: { name: "go", input: { on: true } },
    });
    await workflows.executions.queryWorkflowExecution({ ...e1, queryInvocationBody: { name: "step" } });
    await workflows.executions.updateWorkflowExecution({
      ...e1,
      updateInvocationBody: { name: "say", input: { b: 2 } },
    });
    await workflows.executions.cancelWorkflowExecution(e1);
    await workflows.executeWorkflow({
      workflowIdentifier: "wait",
      workflowExecutionRequest: { input: {}, executionId: "e-2", extensions: { x: 1 } },
    });
    await workflows.executions.terminateWorkflowExecution({ executionId: "e-2" });
    const { scheduleId } = await workflows.schedules.scheduleWorkflow({
      workflowIdentifier: "wait",
      schedule: { input: {}, cronExpressions: ["0 9 * * *"] },
    });
    await workflows.schedules.getSchedule({ scheduleId }).catch(() => undefined);
    await workflows.schedules.pauseSchedule({ scheduleId });
    await workflows.schedules.resumeSchedule({ scheduleId });
    await workflows.schedules.triggerSchedule({ scheduleId });
    await workflows.schedules.unscheduleWorkflow({ scheduleId });
    expect(sent(ours)).toEqual(sent(theirs));
  });
});

async function streamed(
  timestamps: NonNullable<EmulatedControlPlaneOptions["timestamps"]>,
): Promise<readonly unknown[]> {
  await theirs.close();
  theirs = await emulatedPlane({ timestamps });
  await theirs.client.start({ workflow: "greet", input: { name: "Ada" }, execution_id: "e-1" });
  const seen: unknown[] = [];
  for await (const event of await official(theirs).workflows.executions.stream({ executionId: "e-1" }))
    seen.push(event);
  return seen;
}

// When these fail, the official client reads what its own service documents, and may do for streams, too.
describe("the official client's reading of events", () => {
  it("takes times in milliseconds", async () => {
    expect(await streamed("milliseconds")).toHaveLength(2);
  });

  it("cannot take the documented nanoseconds", async () => {
    await expect(streamed("nanoseconds")).rejects.toThrow(/too_big|Too big|int/iu);
  });
});
