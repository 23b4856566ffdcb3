import { isFailureError } from "@perdure/failures";
import type { FailureReport } from "@perdure/failures";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emulatedPlane } from "../testing/emulated-plane.fixture.ts";
import { createControlPlaneClient } from "./control-plane-client.ts";
import type { ExecutionEvent } from "./execution-event.ts";

let opened: Awaited<ReturnType<typeof emulatedPlane>>;
beforeEach(async () => {
  opened = await emulatedPlane();
});
afterEach(() => opened.close());

async function reportOf(work: Promise<unknown>): Promise<FailureReport> {
  const error: unknown = await work.then(
    (value) => new Error(`It resolved, to ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (isFailureError(error)) return error.report;
  throw error;
}
const all = async (events: AsyncIterable<ExecutionEvent>): Promise<readonly ExecutionEvent[]> => {
  const seen: ExecutionEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
};

describe("starting and reading", () => {
  it("starts under an id, waits, and unwraps the result", async () => {
    const { client } = opened;
    const started = await client.start({ workflow: "greet", input: { name: "Ada" }, execution_id: "e-1" });
    expect(started).toEqual({ execution_id: "e-1", was_started_before: false });
    expect(await client.result("e-1")).toBe("Hello, Ada");
    expect(await client.get("e-1")).toMatchObject({ status: "COMPLETED", workflow_name: "greet" });
  });

  it("makes an id up, so that a start can be sent again", async () => {
    const { client, plane } = opened;
    const { execution_id } = await client.start({ workflow: "greet", input: { name: "Ada" } });
    expect(JSON.parse(plane.requests()[0]?.body ?? "")).toMatchObject({ execution_id });
  });

  it("takes it as success that a start whose answer was lost is known already", async () => {
    const { client, plane } = opened;
    plane.fail({ on: "POST /v1/workflows/greet/execute", after_effect: true });
    const started = await client.start({ workflow: "greet", input: { name: "Ada" }, execution_id: "e-1" });
    expect(started).toEqual({ execution_id: "e-1", was_started_before: true });
  });

  it("refuses an id that was taken before it asked", async () => {
    const { client } = opened;
    await client.start({ workflow: "greet", input: { name: "Ada" }, execution_id: "e-1" });
    const report = await reportOf(client.start({ workflow: "greet", input: { name: "Bo" }, execution_id: "e-1" }));
    expect(report.code).toBe("perdure.run_already_exists");
  });

  it("refuses an id that is none, before anything is sent", async () => {
    const { client, plane } = opened;
    expect((await reportOf(client.start({ workflow: "greet", execution_id: "a/b" }))).code).toBe("request.invalid");
    expect((await reportOf(client.get("../schedules"))).code).toBe("request.invalid");
    expect(plane.requests()).toEqual([]);
  });

  it("signals, asks, updates, cancels and terminates", async () => {
    const { client } = opened;
    await client.start({ workflow: "wait", execution_id: "e-1" });
    await client.signal("e-1", "go", { on: true });
    expect(await client.query("e-1", "step")).toEqual({ step: 1 });
    expect(await client.update("e-1", "say", { a: 1 })).toEqual({ a: 1 });
    await client.cancel("e-1");
    expect((await reportOf(client.result("e-1"))).code).toBe("run.cancelled");
    expect((await reportOf(client.signal("e-1", "go"))).code).toBe("run.already_ended");
    await client.start({ workflow: "wait", execution_id: "e-2" });
    await client.terminate("e-2");
    expect((await reportOf(client.result("e-2"))).code).toBe("run.terminated");
  });

  it("reads a failure by the mark in its sentence", async () => {
    const { client } = opened;
    await client.start({ workflow: "refuse", execution_id: "e-1" });
    expect(await reportOf(client.result("e-1"))).toMatchObject({
      code: "model.content_refused",
      category: "content",
      message: "The model said no.",
    });
  });

  it("makes, shows, pauses, resumes, triggers and deletes schedules", async () => {
    const { schedules } = opened.client;
    const id = await schedules.create({ workflow: "greet", schedule: { input: {}, cron_expressions: ["0 9 * * *"] } });
    await schedules.pause(id);
    expect(await schedules.get(id)).toMatchObject({ schedule_id: id, paused: true });
    await schedules.resume(id);
    await schedules.trigger(id);
    expect(await schedules.list()).toMatchObject([{ schedule_id: id, paused: false }]);
    await schedules.delete(id);
    expect((await reportOf(schedules.get(id))).code).toBe("request.invalid");
  });
});

describe("following", () => {
  it("tells each event once, with the time that JavaScript's numbers cannot hold", async () => {
    const { client } = opened;
    await client.start({ workflow: "greet", input: { name: "Ada" }, execution_id: "e-1" });
    const events = await all(client.follow("e-1"));
    expect(events.map(({ sequence, type }) => [sequence, type])).toEqual([
      [1, "WORKFLOW_EXECUTION_STARTED"],
      [2, "WORKFLOW_EXECUTION_COMPLETED"],
    ]);
    expect(events[0]).toMatchObject({ time: "2026-01-01T00:00:00.000Z", timestamp_ns: "1767225600000000001" });
  });

  it.each([
    ["is cut", false],
    ["says that it broke", true],
  ])("goes on behind the last event where the stream %s, twice", async (_, with_error_frame) => {
    const { client, plane } = opened;
    await client.start({ workflow: "greet", input: { name: "Ada" }, execution_id: "e-1" });
    plane.breakStreams({ after_events: 1, times: 2, with_error_frame });
    const events = await all(client.follow("e-1"));
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2]);
    const streams = plane.requests().filter(({ path }) => path.includes("/stream"));
    expect(streams.map(({ path }) => new URL(path, "http://x").searchParams.get("last_event_id"))).toEqual([
      null,
      "1",
      "2",
    ]);
  });

  it("ends where the stream never comes, because the execution says so", async () => {
    const { client, plane } = opened;
    await client.start({ workflow: "greet", input: { name: "Ada" }, execution_id: "e-1" });
    plane.breakStreams({ after_events: 0, times: 50 });
    expect(await all(client.follow("e-1"))).toEqual([]);
  });

  it("starts behind an event that is known", async () => {
    const { client } = opened;
    await client.start({ workflow: "greet", input: { name: "Ada" }, execution_id: "e-1" });
    const events = await all(client.follow("e-1", { after: { sequence: 1, id: "1" } }));
    expect(events.map(({ sequence }) => sequence)).toEqual([2]);
  });

  it("stops when its reader's signal says so, and the execution goes on", async () => {
    const { client } = opened;
    await client.start({ workflow: "wait", execution_id: "e-1" });
    const controller = new AbortController();
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const { sequence } of client.follow("e-1", { signal: controller.signal })) {
          seen.push(sequence);
          controller.abort(new Error("enough"));
        }
      })(),
    ).rejects.toThrow("enough");
    expect(seen).toEqual([1]);
    expect(await client.get("e-1")).toMatchObject({ status: "RUNNING" });
  });
});

describe("what the control plane refuses", () => {
  it.each([
    [401, undefined, "provider.credential_refused", "configuration"],
    [403, undefined, "provider.credential_refused", "configuration"],
    [404, "WF_1100", "run.not_found", "content"],
    [409, "WF_1101", "perdure.run_already_exists", "content"],
    [409, "WF_1102", "run.already_ended", "content"],
    [409, "AMBIGUOUS_WORKFLOW", "request.invalid", "content"],
    [422, "WF_1001", "request.invalid", "content"],
    [422, "WF_1200", "request.invalid", "content"],
    [403, "WF_1104", "runtime.misconfigured", "configuration"],
    [404, "WF_1201", "request.invalid", "content"],
    [429, undefined, "provider.rate_limited", "transient"],
    [500, "WF_1000", "runtime.unavailable", "transient"],
    [500, "WF_1103", "runtime.unavailable", "transient"],
    [504, "WF_1103", "runtime.unavailable", "transient"],
    [500, "WF_1105", "runtime.unavailable", "transient"],
    [503, "WF_1200", "runtime.unavailable", "transient"],
    [500, "WF_1300", "runtime.unavailable", "transient"],
    [500, "WF_1301", "runtime.unavailable", "transient"],
    [500, "WF_1302", "runtime.unsupported", "configuration"],
    [500, "WF_1400", "runtime.unavailable", "transient"],
    [500, "WF_1500", "runtime.unavailable", "transient"],
    [500, "WF_1600", "runtime.unavailable", "transient"],
    [418, undefined, "request.invalid", "content"],
  ])("%s %s is %s", async (status, code, expected, category) => {
    const { client, plane } = opened;
    const body = { detail: "sk-secret of the control plane", ...(code === undefined ? {} : { code }) };
    plane.fail({ on: "GET /v1/workflows/executions/e-1", times: 3, status, body });
    const report = await reportOf(client.get("e-1"));
    expect(report).toMatchObject({ code: expected, category, provider: "mistral" });
    expect(report.user_action.detail).not.toBe("");
    expect(JSON.stringify(report)).not.toContain("sk-secret");
  });

  it("is tried again where that may help, after the time that was asked for", async () => {
    const { client, plane } = opened;
    await client.start({ workflow: "greet", input: { name: "Ada" }, execution_id: "e-1" });
    plane.fail({ on: "GET /v1/workflows/executions/e-1", times: 2, status: 503, body: {} });
    expect(await client.get("e-1")).toMatchObject({ execution_id: "e-1" });
    plane.fail({ on: "GET /v1/workflows/executions/e-1", status: 429, body: {}, headers: { "retry-after": "7200" } });
    expect(await reportOf(client.get("e-1"))).toMatchObject({ code: "provider.rate_limited", category: "capacity" });
  });

  it("names the fields of a request that are wrong, and the deployments to choose from", async () => {
    const { client, plane } = opened;
    const detail = [{ loc: ["body", "input", "name"], msg: "Field required", type: "missing" }];
    plane.fail({ on: "POST /v1/workflows/greet/execute", status: 422, body: { detail } });
    expect(await reportOf(client.start({ workflow: "greet" }))).toMatchObject({
      code: "request.invalid",
      validation_errors: [{ message: "body.input.name: Field required" }],
    });
    plane.fail({
      on: "POST /v1/workflows/greet/execute",
      status: 409,
      body: { code: "AMBIGUOUS_WORKFLOW", deployments: ["eu", "us"] },
    });
    const report = await reportOf(client.start({ workflow: "greet" }));
    expect(report.message).toContain("eu, us");
    expect(report.user_action.detail).toContain("deployment_name");
  });

  it("is not known where the answer about a change is lost", async () => {
    const { client, plane } = opened;
    await client.start({ workflow: "wait", execution_id: "e-1" });
    plane.fail({ on: "POST /v1/workflows/executions/e-1/signals", after_effect: true });
    expect(await reportOf(client.signal("e-1", "go"))).toMatchObject({
      code: "run.outcome_unknown",
      category: "ambiguous",
    });
  });

  it("never carries the key to where a redirect leads", async () => {
    const { client, plane } = opened;
    plane.fail({ on: "GET /", status: 302, headers: { location: "http://elsewhere.invalid/" } });
    expect((await reportOf(client.get("e-1"))).code).toBe("runtime.misconfigured");
  });

  it("is an answer that cannot be read", async () => {
    const { client, plane } = opened;
    plane.fail({ on: "GET ", status: 200, body: { no: "execution" } });
    expect((await reportOf(client.get("e-1"))).code).toBe("provider.response_invalid");
  });

  it("is nobody at the address", async () => {
    const { plane } = opened;
    const { base_url } = plane;
    await opened.close();
    const client = createControlPlaneClient({ api_key: "k", base_url, retry_delay_ms: () => 1 }, {});
    expect((await reportOf(client.get("e-1"))).code).toBe("runtime.unavailable");
    opened = await emulatedPlane();
  });

  it("is nothing without a key: the variable is named, and nothing is sent", async () => {
    const { plane } = opened;
    const client = createControlPlaneClient({ base_url: plane.base_url }, {});
    const report = await reportOf(client.get("e-1"));
    expect(report.code).toBe("perdure.credential_missing");
    expect(report.user_action.detail).toContain("MISTRAL_API_KEY");
    expect(plane.requests()).toEqual([]);
  });
});
