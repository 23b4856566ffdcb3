import { TestWorkflowEnvironment } from "@temporalio/testing";
import { direct } from "@perdure/direct";
import type { LeafExecutor } from "@perdure/engine";
import { toFailure } from "@perdure/failures";
import { FAILURE_FIXTURES, fixtureContext, fixtureError, sameFailure } from "@perdure/failures/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provisionTestServer } from "../dev-server/provision.ts";
import { backendHost } from "../testing/backend-host.fixture.ts";
import { scriptedLeaves } from "../testing/scripted-leaves.fixture.ts";
import { sequenceJob } from "../testing/sequence-job.fixture.ts";
import { createPerdureWorker } from "../worker/create-perdure-worker.ts";
import type { PerdureWorker } from "../worker/create-perdure-worker.ts";
import { installQuietRuntime } from "../worker/quiet-runtime.ts";
import { temporal } from "./temporal.ts";

const QUEUE = "parity";
let server: TestWorkflowEnvironment;
let worker: PerdureWorker;
/** Every leaf fails as the fixture that its run is named after. */
const failing: LeafExecutor = {
  execute(call) {
    const fixture = FAILURE_FIXTURES.find(({ id }) => call.run_id === `parity-${id}`);
    if (fixture === undefined) return Promise.reject(new Error("no fixture"));
    return Promise.reject(toFailure(fixtureError(fixture, "ai-sdk"), fixtureContext(fixture)));
  },
  close: () => Promise.resolve(),
};
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (reason: unknown) => reason,
  );

beforeAll(async () => {
  installQuietRuntime(() => undefined);
  const { path } = await provisionTestServer();
  server = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: "existing-path", path } },
  });
  await server.connection.testService?.unlockTimeSkipping({});
  worker = await createPerdureWorker({ address: server.address, task_queue: QUEUE, leaves: failing });
  void worker.run();
}, 60_000);
afterAll(async () => {
  await worker?.stop();
  await server?.teardown();
});

describe("a failure on Temporal", () => {
  it("is the failure that the direct backend shows, for every fixture", { timeout: 120_000 }, async () => {
    const host = backendHost(failing);
    const [here, there] = [
      direct()(host),
      temporal({ address: server.address, worker: "fleet", task_queue: QUEUE })(host),
    ];
    const different: unknown[] = [];
    for (const { id } of FAILURE_FIXTURES) {
      const job = sequenceJob(`parity-${id}`, ["a", "b"]);
      const [one, other] = await Promise.all([failureOf(here.execute(job)), failureOf(there.execute(job))]);
      if (!sameFailure(one, other)) different.push([id, one, other]);
    }
    expect(different).toEqual([]);
    await Promise.all([here.close(), there.close()]);
  });

  it("is the same when it is a cancellation", { timeout: 30_000 }, async () => {
    const cancelled = async (backend: ReturnType<ReturnType<typeof direct>>, inside: Promise<void>) => {
      const handle = await backend.start(sequenceJob("parity-cancelled", ["a", "b"]));
      await inside;
      await handle.cancel();
      return failureOf(handle.result());
    };
    const waiting = () => {
      let started: () => void = () => undefined;
      const inside = new Promise<void>((resolve) => {
        started = resolve;
      });
      const leaves = scriptedLeaves({
        a: (_call, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(new Error("aborted")));
            started();
          }),
      });
      return { inside, leaves };
    };
    const [first, second] = [waiting(), waiting()];
    const here = direct()(backendHost(first.leaves));
    const there = temporal({ address: server.address })(backendHost(second.leaves));
    const one = await cancelled(here, first.inside);
    const other = await cancelled(there, second.inside);
    expect(other).toMatchObject({ report: (one as { report: object }).report });
    expect(sameFailure(one, other)).toBe(true);
    await Promise.all([here.close(), there.close()]);
  });
});
