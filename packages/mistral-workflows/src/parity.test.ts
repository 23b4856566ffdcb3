import { direct } from "@perdure/direct";
import { DEFAULT_RETRY_POLICY } from "@perdure/failures";
import { findDisagreements } from "@perdure/failures/testing";
import type { FailureFixture } from "@perdure/failures/testing";
import { createFixtureLeaves, expectedOfRun, fixtureJob, requestCounts } from "@perdure/parity";
import { expect, it } from "vitest";
import { mistralWorkflows } from "./backend/mistral-workflows.ts";
import { inMemoryHost } from "./hosts/in-memory/in-memory-host.ts";
import { testHost } from "./testing/bridge.fixture.ts";

it("shows every failure as the direct backend shows it, in both modes", async () => {
  const leaves = await createFixtureLeaves();
  const host = testHost(leaves);
  const retry = { ...DEFAULT_RETRY_POLICY, maximum_attempts: 1 };
  const open = (mode: string) => mistralWorkflows({ mode, host: inMemoryHost(host), retry })(host);
  const backends = [direct()(host), open("direct"), open("mistral_native")] as const;
  const [here, whole, native] = backends;
  // One path at a time: a connection that breaks while it is made takes with it whoever waits for the same one.
  const turns = new Map<string, Promise<unknown>>();
  const inTurn = ({ id }: FailureFixture, work: () => Promise<unknown>): Promise<unknown> => {
    const turn = (turns.get(id) ?? Promise.resolve()).then(work, work);
    turns.set(id, turn);
    return turn;
  };
  const found = await findDisagreements(
    {
      direct: (fixture) => inTurn(fixture, () => here.execute(fixtureJob(fixture))),
      mistral_direct: (fixture) => inTurn(fixture, () => whole.execute(fixtureJob(fixture))),
      mistral_native: (fixture) => inTurn(fixture, () => native.execute(fixtureJob(fixture))),
    },
    { expected: expectedOfRun },
  );
  expect(found).toEqual([]);
  expect(requestCounts(leaves.ledger())).toEqual([3]);
  await Promise.all(backends.map((backend) => backend.close()));
  await leaves.close();
});
