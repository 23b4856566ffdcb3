import { direct } from "@perdure/direct";
import { DEFAULT_RETRY_POLICY } from "@perdure/failures";
import { findDisagreements } from "@perdure/failures/testing";
import { createFixtureLeaves, expectedOfRun, fixtureJob, requestCounts } from "@perdure/parity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { journal } from "./journal.ts";
import { journalHost, temporaryJournal } from "./testing/journal-host.fixture.ts";

let leaves: Awaited<ReturnType<typeof createFixtureLeaves>>;
const { file, remove } = temporaryJournal();
beforeAll(async () => {
  leaves = await createFixtureLeaves();
});
afterAll(async () => {
  await leaves.close();
  remove();
});

describe("a failure in the journal", () => {
  it("is the failure that the direct backend shows, and the expected one, for every fixture", async () => {
    const host = journalHost(leaves);
    const once = { ...DEFAULT_RETRY_POLICY, maximum_attempts: 1 };
    const backends = [direct()(host), journal({ file, retry: once })(host)] as const;
    const [here, there] = backends;
    const found = await findDisagreements(
      {
        direct: (fixture) => here.execute(fixtureJob(fixture)),
        journal: (fixture) => there.execute(fixtureJob(fixture)),
      },
      { expected: expectedOfRun },
    );
    expect(found).toEqual([]);
    expect(requestCounts(leaves.ledger())).toEqual([2]);
    await Promise.all(backends.map((backend) => backend.close()));
  });
});
