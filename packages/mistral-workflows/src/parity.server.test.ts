import { direct } from "@perdure/direct";
import { DEFAULT_RETRY_POLICY } from "@perdure/failures";
import { findDisagreements } from "@perdure/failures/testing";
import { createFixtureLeaves, expectedOfRun, fixtureJob, requestCounts } from "@perdure/parity";
import { expect, it } from "vitest";
import { mistralWorkflows } from "./backend/mistral-workflows.ts";
import { temporalHost } from "./hosts/temporal/temporal-host.ts";
import { testHost } from "./testing/bridge.fixture.ts";
import { startTimeSkippingServer } from "./testing/time-skipping.fixture.ts";

it.each(["direct", "mistral_native"])(
  "shows every failure as the direct backend shows it, on a server, in the mode %s",
  { timeout: 300_000 },
  async (mode) => {
    const server = await startTimeSkippingServer();
    const leaves = await createFixtureLeaves();
    const host = testHost(leaves);
    const retry = { ...DEFAULT_RETRY_POLICY, maximum_attempts: 1 };
    const workflows = temporalHost({ address: server.address });
    const here = direct()(host);
    const there = mistralWorkflows({ mode, host: workflows, retry })(host);
    const found = await findDisagreements(
      {
        direct: (fixture) => here.execute(fixtureJob(fixture)),
        mistral: (fixture) => there.execute(fixtureJob(fixture)),
      },
      { expected: expectedOfRun },
    );
    expect(found).toEqual([]);
    expect(requestCounts(leaves.ledger())).toEqual([2]);
    await here.close();
    await there.close();
    await workflows.close();
    await leaves.close();
    await server.stop();
  },
);
