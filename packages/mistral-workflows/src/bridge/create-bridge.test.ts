import type { Json } from "@perdure/crate";
import { createFailure, isFailureError } from "@perdure/failures";
import type { FailureReport } from "@perdure/failures";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { MissingMistralWorkflowsHostError } from "../backend/missing-host.ts";
import { REQUEST, testBridge } from "../testing/bridge.fixture.ts";
import { readPipeDispatchAck, readPipeRunOutput } from "./run-output.ts";

async function reportOf(work: Promise<unknown>): Promise<FailureReport> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (isFailureError(error)) return error.report;
  throw new Error("it did not fail with a report", { cause: error });
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Somebody who is told, and what they were told. */
async function listener(statuses: readonly number[] = []): Promise<{ readonly url: string; readonly told: Json[] }> {
  const told: Json[] = [];
  const answers = [...statuses];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      told.push({ key: request.headers["x-key"] ?? null, ...(JSON.parse(Buffer.concat(parts).toString()) as object) });
      response.statusCode = answers.shift() ?? 200;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`, told };
}

const until = async (isDone: () => boolean): Promise<void> => {
  while (!isDone()) await new Promise(setImmediate);
};

describe("running through the bridge", () => {
  it.each([
    ["mistral-workflows", "mthds-r-1"],
    ["mistralai-workflows", "mthds-r-1"],
    ["mistral_native", "mthds-r-1"],
    ["direct", null],
  ])("gives the same output in the mode %s", async (orchestration_mode, workflow_id) => {
    const { bridge } = await testBridge();
    const output = await bridge.run({ ...REQUEST, orchestration_mode, pipeline_run_id: "r-1" });
    expect(readPipeRunOutput(JSON.parse(JSON.stringify(output)))).toEqual(output);
    expect(output).toMatchObject({
      main_stuff_name: "y",
      pipeline_run_id: "r-1",
      workflow_id,
      output_dict: {
        root: { y: { stuff_code: "main/b", stuff_name: "y", concept: "native.Text", content: { text: "test.b" } } },
        aliases: { main_stuff: "y" },
        absences: {},
      },
      graph_spec_dump: null,
      tokens_usages_dump: [],
    });
  });

  it("makes an id up where none is given, and hands everything on to whoever prepares", async () => {
    const { bridge, prepared } = await testBridge();
    expect(await bridge.run({ ...REQUEST, extras: { team: "blue" } })).toMatchObject({ pipeline_run_id: "made-up" });
    expect(prepared).toMatchObject([{ pipeline_run_id: "made-up", pipe_code: "main", extras: { team: "blue" } }]);
  });

  it("rejects with the run's own failure", async () => {
    const { bridge } = await testBridge((call) => {
      if (call.pipe === "test.b") throw createFailure("model.no_result", { message: "Nothing." });
      return { text: "a" };
    });
    expect(await reportOf(bridge.run(REQUEST))).toMatchObject({
      code: "model.no_result",
      location: { pipe: "test.b", node: "main/b" },
    });
  });

  it("refuses a mode that there is none of, and takes no other", async () => {
    const { bridge, leaves, prepared } = await testBridge();
    for (const orchestration_mode of ["temporal", "mistral", "Direkt"]) {
      expect(await reportOf(bridge.run({ ...REQUEST, orchestration_mode }))).toMatchObject({
        code: "runtime.unsupported",
        message: expect.stringContaining(orchestration_mode),
      });
    }
    expect([leaves.calls, prepared]).toEqual([[], []]);
  });

  it("refuses to run what is to be started, and to start what is to be run", async () => {
    const { bridge } = await testBridge();
    const assignment = { webhooks: [{ url: "https://example.com/done" }] };
    const started = { ...REQUEST, delivery: "fire_and_forget", delivery_assignment_dump: assignment };
    expect((await reportOf(bridge.run(started))).code).toBe("request.invalid");
    expect((await reportOf(bridge.start(REQUEST))).code).toBe("request.invalid");
  });

  it("gives the run that exists for the same request under its id", async () => {
    const { bridge } = await testBridge();
    await bridge.run({ ...REQUEST, pipeline_run_id: "r-1" });
    expect(await bridge.run({ ...REQUEST, pipeline_run_id: "r-1" })).toMatchObject({ pipeline_run_id: "r-1" });
  });
});

describe("without a host", () => {
  it.each(["direct", "mistral-workflows"])(
    "nothing is prepared, stored or run, and nothing else is used: %s",
    async (mode) => {
      const { bridge, leaves, prepared } = await testBridge(undefined, { host: undefined });
      const error: unknown = await bridge
        .run({ ...REQUEST, orchestration_mode: mode })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(MissingMistralWorkflowsHostError);
      const { report } = error as MissingMistralWorkflowsHostError;
      expect(report).toMatchObject({
        code: "perdure.backend_not_installed",
        category: "configuration",
        retryable: false,
        error_type: "MissingMistralWorkflowsHostError",
      });
      for (const way of ["host", "Python", "--backend direct"]) expect(report.user_action.detail).toContain(way);
      expect([leaves.calls, prepared]).toEqual([[], []]);
    },
  );
});

describe("starting through the bridge", () => {
  it("acknowledges, then stores the result and tells the webhooks, in this order", async () => {
    const { url, told } = await listener();
    const stored: [string, Json][] = [];
    const store = (key: string, body: Json) => {
      expect(told).toEqual([]);
      stored.push([key, body]);
      return Promise.resolve();
    };
    const { bridge } = await testBridge(undefined, { delivery: { store } });
    const webhooks = [{ url, headers: { "x-key": "k" }, payload: { ticket: 7 } }];
    const ack = await bridge.start({
      ...REQUEST,
      pipeline_run_id: "r-1",
      delivery: "fire_and_forget",
      delivery_assignment_dump: { storage: { key_prefix: "acme/runs/r-1" }, webhooks },
    });
    expect(readPipeDispatchAck(ack)).toEqual({ pipeline_run_id: "r-1", workflow_id: "mthds-r-1" });
    await until(() => told.length > 0);
    expect(stored.map(([key]) => key)).toEqual(["acme/runs/r-1/main_stuff.json", "acme/runs/r-1/working_memory.json"]);
    expect(stored[0]?.[1]).toEqual({ text: "test.b" });
    expect(told).toEqual([
      {
        key: "k",
        ticket: 7,
        pipeline_run_id: "r-1",
        state: "COMPLETED",
        status: "COMPLETED",
        result_url: "acme/runs/r-1/main_stuff.json",
      },
    ]);
  });

  it("tells the webhooks of a failure, and stores nothing", async () => {
    const { url, told } = await listener();
    const { bridge } = await testBridge(
      () => {
        throw createFailure("model.no_result", { message: "Nothing about the secret.", provider: "acme" });
      },
      { delivery: { store: () => Promise.reject(new Error("stored")) } },
    );
    const delivery_assignment_dump = {
      storage: { key_prefix: "a/" },
      webhooks: [{ url, problem_view: "full" }, { url }],
    };
    await bridge.start({ ...REQUEST, delivery: "fire_and_forget", delivery_assignment_dump });
    await until(() => told.length === 2);
    expect(told).toMatchObject([
      { state: "FAILED", error: { code: "model.no_result", provider: "acme" } },
      { state: "FAILED", error: { code: "model.no_result" } },
    ]);
    expect(JSON.stringify(told[1])).not.toContain("acme");
  });

  it("tells a webhook that was away again", async () => {
    const { url, told } = await listener([503, 429, 200]);
    const { bridge } = await testBridge();
    await bridge.start({ ...REQUEST, delivery: "fire_and_forget", delivery_assignment_dump: { webhooks: [{ url }] } });
    await until(() => told.length === 3);
  });

  it("refuses a delivery to storage that there is none of, before anything runs", async () => {
    const { bridge, leaves } = await testBridge();
    const delivery_assignment_dump = { storage: { key_prefix: "a/" } };
    const report = await reportOf(bridge.start({ ...REQUEST, delivery: "fire_and_forget", delivery_assignment_dump }));
    expect(report.code).toBe("runtime.misconfigured");
    expect(leaves.calls).toEqual([]);
  });
});
