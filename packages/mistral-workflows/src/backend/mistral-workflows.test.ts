import { createFakeLeaves, createTestJob, testPipes } from "@perdure/engine/testing";
import { isFailureError } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { inMemoryHost } from "../hosts/in-memory/in-memory-host.ts";
import { testHost } from "../testing/bridge.fixture.ts";
import { MissingMistralWorkflowsHostError } from "./missing-host.ts";
import { mistralWorkflows } from "./mistral-workflows.ts";

const { llm, sequence } = testPipes;
const job = createTestJob({
  pipes: [
    sequence("main", ["topic"], [{ pipe: "test.inner", result: "x" }]),
    sequence("inner", ["topic"], [{ pipe: "test.a", result: "y" }]),
    llm("a", ["topic"]),
  ],
  entry: "test.main",
  inputs: { topic: "tea" },
});
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (isFailureError(error)) return error.report.code;
  throw new Error("it did not fail with a report", { cause: error });
};

describe("the backend inside Mistral Workflows", () => {
  it("refuses a mode that there is none of where it is made, with the nearest one", () => {
    expect(() => mistralWorkflows({ mode: "mistral_natve" })).toThrow(/did you mean 'mistral_native'/iu);
    expect(() => mistralWorkflows({ mode: "temporal" })).toThrow(/'direct' or 'mistral_native'/u);
  });

  it.each(["direct", "MISTRAL_NATIVE", "mistral-native", "mistralai-workflows"])("knows the mode %s", (mode) => {
    expect(() => mistralWorkflows({ mode })).not.toThrow();
  });

  it("without a host refuses everything, and calls nothing", async () => {
    const leaves = createFakeLeaves(() => ({ text: "called" }));
    const backend = mistralWorkflows()(testHost(leaves));
    for (const work of [
      () => backend.execute(job),
      () => backend.start(job),
      () => backend.attach(job.run_id),
      () => backend.resume(job.run_id),
      async () => {
        for await (const _run of backend.list()) return;
      },
    ]) {
      await expect(work()).rejects.toBeInstanceOf(MissingMistralWorkflowsHostError);
    }
    await backend.close();
    expect(leaves.calls).toEqual([]);
  });

  it("makes each controller below the entry a workflow of its own in the native mode, and none in the direct one", async () => {
    for (const [mode, units] of [
      ["mistral_native", 1],
      ["direct", 0],
    ] as const) {
      const host = testHost(createFakeLeaves(() => ({ text: "t" })));
      const workflows = inMemoryHost(host);
      await mistralWorkflows({ mode, host: workflows })(host).execute(job);
      const found: string[] = [];
      for await (const { id } of workflows.list("mthds_pipe_controller")) found.push(id);
      expect(found).toHaveLength(units);
      for (const id of found) expect(id).toMatch(/^mthds-run-1-[0-9a-f]{16}$/u);
    }
  });

  it("tells a run whose host died as lost, and its state as interrupted", async () => {
    const started = Promise.withResolvers<void>();
    const host = testHost(
      createFakeLeaves(() => {
        started.resolve();
        return new Promise(() => undefined);
      }),
    );
    const workflows = inMemoryHost(host);
    const backend = mistralWorkflows({ host: workflows })(host);
    const handle = await backend.start(job);
    await started.promise;
    await workflows.close();
    expect(await codeOf(handle.result())).toBe("perdure.worker_lost");
    expect((await handle.status()).state).toBe("interrupted");
    expect(await codeOf(backend.resume(job.run_id))).toBe("runtime.unsupported");
  });

  it("does not cancel a run that has ended", async () => {
    const host = testHost(createFakeLeaves(() => ({ text: "t" })));
    const backend = mistralWorkflows({ host: inMemoryHost(host) })(host);
    const handle = await backend.start(job);
    await handle.result();
    expect(await codeOf(handle.cancel())).toBe("run.already_ended");
  });
});
