import { direct } from "@perdure/direct";
import { DEFAULT_LIMITS, memoryContents, type BackendHost } from "@perdure/engine";
import { isFailureError, type FailureReport } from "@perdure/failures";
import { FAILURE_FIXTURES, type FailureFixture } from "@perdure/failures/testing";
import { expect, it } from "vitest";
import { createFixtureLeaves, isServed } from "./fixture-leaves.ts";
import { fixtureJob, isSilent } from "./fixture-run.ts";

const { max_retries: transportRetries, max_wait_ms } = DEFAULT_LIMITS.transport;

/** The calls that a failure is worth: a repeat only where one can help soon, and either nothing was sent or the status is one of ours. */
function callsWorth({ phase }: FailureFixture, report: FailureReport): number {
  const status = report.provider_metadata?.status_code ?? 0;
  const isOurs = [408, 409, 429].includes(status) || status >= 500;
  const isSoon = report.retryable && (report.retry_after_ms ?? 0) <= max_wait_ms;
  return isSoon && (phase === "not_sent" || isOurs) ? 1 + transportRetries : 1;
}

it("repeats a provider call for those failures alone that a repeat can help soon", async () => {
  const leaves = await createFixtureLeaves({ pace: { random: () => 0, sleep: () => Promise.resolve() } });
  const backend = direct()({ leaves, contents: memoryContents(), now: Date.now } as unknown as BackendHost);
  const calls: Record<string, unknown> = {};
  const worth: Record<string, unknown> = {};
  for (const fixture of FAILURE_FIXTURES.filter((one) => isServed(one) && !isSilent(one))) {
    const failure = await backend.execute(fixtureJob(fixture, { transportRetries })).catch((error: unknown) => error);
    if (!isFailureError(failure)) throw failure;
    const asked = leaves.ledger().filter((entry) => entry.fixture === fixture.id).length;
    calls[fixture.id] = [failure.transport.calls, asked];
    const count = callsWorth(fixture, failure.report);
    worth[fixture.id] = [count, asked === 0 ? 0 : count];
  }
  await backend.close();
  await leaves.close();
  expect(calls).toEqual(worth);
  expect(new Set(Object.values(worth).map(String))).toEqual(new Set(["1,1", "1,0", "3,3", "3,0"]));
});
