import { TestWorkflowEnvironment } from "@temporalio/testing";
import { isFailureError } from "@perdure/failures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporal } from "../client/temporal.ts";
import { DEFAULT_DISPATCH } from "../contract/dispatch.ts";
import { provisionTestServer } from "../dev-server/provision.ts";
import { backendHost } from "../testing/backend-host.fixture.ts";
import { scriptedLeaves } from "../testing/scripted-leaves.fixture.ts";
import { sequenceJob } from "../testing/sequence-job.fixture.ts";
import { createPerdureWorker } from "./create-perdure-worker.ts";
import { installQuietRuntime } from "./quiet-runtime.ts";

let server: TestWorkflowEnvironment;
beforeAll(async () => {
  installQuietRuntime(() => undefined);
  const { path } = await provisionTestServer();
  server = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: "existing-path", path } },
  });
}, 60_000);
afterAll(() => server?.teardown());

describe("workers of a fleet", { timeout: 30_000 }, () => {
  it("share a run: one has its workflow, another the leaves of its queue", async () => {
    const nobody = scriptedLeaves();
    const writers = scriptedLeaves();
    const common = { address: server.address };
    const router = await createPerdureWorker({ ...common, task_queue: "runs", scope: "router", leaves: nobody });
    const runner = await createPerdureWorker({ ...common, task_queue: "writers", scope: "runner", leaves: writers });
    const running = [router.run(), runner.run()];
    const backend = temporal({
      ...common,
      worker: "fleet",
      task_queue: "runs",
      dispatch: { ...DEFAULT_DISPATCH, kinds: { llm: { by_handle: { $writing: "writers" } } } },
    })(backendHost(scriptedLeaves()));
    await backend.execute(sequenceJob("fleet", ["a", "b"]));
    expect(writers.tries()).toEqual({ a: 1, b: 1 });
    expect(nobody.ledger).toEqual([]);
    await Promise.all([router.stop(), runner.stop()]);
    await Promise.all(running);
    await backend.close();
  });

  it("are refused where nobody listens, with the address", async () => {
    const error: unknown = await createPerdureWorker({
      address: "127.0.0.1:1",
      task_queue: "runs",
      leaves: scriptedLeaves(),
    }).catch((reason: unknown) => reason);
    expect(isFailureError(error) && error.report).toMatchObject({ code: "perdure.backend_unreachable" });
    expect(String(error)).toContain("127.0.0.1:1");
  });
});
