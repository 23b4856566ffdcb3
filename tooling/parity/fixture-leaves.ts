import { servedAs, startEmulator, type LedgerEntry } from "@perdure/emulator";
import { memoryContents, type LeafExecutor } from "@perdure/engine";
import { toFailure } from "@perdure/failures/all";
import { FIXTURE_NOW_MS, fixtureContext, fixtureError, type FailureFixture } from "@perdure/failures/testing";
import { createLeafExecutor, type LeafExecutorConfig } from "@perdure/operators";
import { createFaultyCertificates } from "./faulty-certificates.ts";
import { FIXTURE_CRATE, fixtureOfRun } from "./fixture-run.ts";

/** Leaves of which each meets the fixture that its run is made for, on any backend. */
export interface FixtureLeaves extends LeafExecutor {
  /** Every request that the emulated provider was sent. */
  ledger(): readonly LedgerEntry[];
}

/**
 * Leaves as a deployment runs them, with the real client of each provider, that call an emulated one for every fixture which comes over
 * the wire; and the error itself, thrown, for every other.
 */
export async function createFixtureLeaves(options: Pick<LeafExecutorConfig, "pace"> = {}): Promise<FixtureLeaves> {
  const emulator = await startEmulator({ certificates: await createFaultyCertificates() });
  const contents = memoryContents();
  const byAddress = new Map<string, LeafExecutor>();
  const leavesAt = (address: string): LeafExecutor => {
    const leaves =
      byAddress.get(address) ??
      createLeafExecutor({
        contents,
        connect: () => Promise.resolve({ base_url: `${address}/v1`, api_key: "sk-of-the-deployment" }),
        readCrateCached: () => Promise.resolve(FIXTURE_CRATE),
        now: () => FIXTURE_NOW_MS,
        ...options,
      });
    byAddress.set(address, leaves);
    return leaves;
  };
  return {
    ledger: () => emulator.ledger(),
    execute: async (call, context) => {
      const fixture = fixtureOfRun(call.run_id);
      if (!isServed(fixture)) throw thrownFor(fixture);
      const address = await emulator.addressOf(fixture);
      if (address === undefined) throw new Error(`Nothing serves ${fixture.id}: ${fixture.network_code}`);
      return leavesAt(address).execute(call, context);
    },
    close: async () => {
      await Promise.all([...byAddress.values()].map((leaves) => leaves.close()));
      await emulator.close();
    },
  };
}

/** Whether a fixture comes over the wire: where it can, and where its verdict needs nothing that the leaf of an inference does not know. */
export const isServed = (fixture: FailureFixture): boolean =>
  fixture.context === undefined && servedAs(fixture) !== undefined;

// Raw, so that whatever catches it classifies it; but what a caller knew, only the leaf can have known.
function thrownFor(fixture: FailureFixture): unknown {
  const error = fixtureError(fixture, "ai-sdk");
  return fixture.context === undefined ? error : toFailure(error, fixtureContext(fixture));
}

/** How many requests a fixture came to, over all fixtures that a request met: one number where every path asked equally often. */
export function requestCounts(ledger: readonly LedgerEntry[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const { fixture } of ledger) {
    if (fixture !== undefined) counts.set(fixture, (counts.get(fixture) ?? 0) + 1);
  }
  return [...new Set(counts.values())];
}
