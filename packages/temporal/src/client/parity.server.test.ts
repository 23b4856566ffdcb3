import { TestWorkflowEnvironment } from "@temporalio/testing";
import { direct } from "@perdure/direct";
import { findDisagreements, sameFailure } from "@perdure/failures/testing";
import { createFixtureLeaves, expectedOfRun, fixtureJob, requestCounts } from "@perdure/parity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_DISPATCH } from "../contract/dispatch.ts";
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
let leaves: Awaited<ReturnType<typeof createFixtureLeaves>>;
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
  leaves = await createFixtureLeaves();
  worker = await createPerdureWorker({ address: server.address, task_queue: QUEUE, leaves });
  void worker.run();
}, 60_000);
afterAll(async () => {
  await worker?.stop();
  await leaves?.close();
  await server?.teardown();
});

describe("a failure on Temporal", () => {
  it("is the failure that the direct backend shows, and the expected one, for every fixture", async () => {
    const host = backendHost(leaves);
    const dispatch = { ...DEFAULT_DISPATCH, retry: { ...DEFAULT_DISPATCH.retry, maximum_attempts: 1 } };
    const here = direct()(host);
    const there = temporal({ address: server.address, worker: "fleet", task_queue: QUEUE, dispatch })(host);
    const found = await findDisagreements(
      {
        direct: (fixture) => here.execute(fixtureJob(fixture)),
        temporal: (fixture) => there.execute(fixtureJob(fixture)),
      },
      { expected: expectedOfRun },
    );
    expect(found).toEqual([]);
    expect(requestCounts(leaves.ledger())).toEqual([2]);
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
