import { startEmulator } from "@perdure/emulator";
import { classify } from "@perdure/failures/all";
import { FAILURE_FIXTURES } from "@perdure/failures/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { IMPATIENT_SDKS } from "./impatient-sdks.mjs";
import { caughtFrom, wordOf } from "./meet-fixture.mjs";

const TIME_LIMIT_MS = 100;
let silence;
let emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  silence = await emulator.addressOf(
    FAILURE_FIXTURES.find(({ network_code }) => network_code === "UND_ERR_HEADERS_TIMEOUT"),
  );
});
afterAll(() => emulator.close());

/** The verdict on a call to a provider that says nothing. */
async function verdictOn(sdk, options, context) {
  const caught = await caughtFrom({ call: (address) => sdk.call(address, options) }, silence);
  return caught === undefined ? "nothing is thrown" : wordOf(classify(caught.error, context).report);
}

const UNKNOWN = "ambiguous provider.outcome_unknown";
const CANCELLED = "content run.cancelled";
const sdks = IMPATIENT_SDKS.map((sdk) => [sdk.name, sdk]);

describe("a call that lasts too long", () => {
  it.each(sdks)("ended by its SDK's own time limit has an unknown outcome: %s", async (name, sdk) => {
    const verdict = await verdictOn(sdk, { timeout: TIME_LIMIT_MS }, {});
    // Its time limit aborts with nothing that tells it from the caller's own abort.
    expect(verdict).toBe(name === "@google/genai" ? CANCELLED : UNKNOWN);
  });

  it.each(sdks)("is not taken for cancelled where the caller's signal is quiet: %s", async (_name, sdk) => {
    const { signal } = new AbortController();
    expect(await verdictOn(sdk, { timeout: TIME_LIMIT_MS }, { signal })).toBe(UNKNOWN);
  });

  it.each(sdks)("ended by the caller's own time limit has an unknown outcome: %s", async (_name, sdk) => {
    const signal = AbortSignal.timeout(TIME_LIMIT_MS);
    expect(await verdictOn(sdk, { signal }, { signal })).toBe(UNKNOWN);
  });

  it.each(sdks)("ended by the caller is cancelled: %s", async (_name, sdk) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), TIME_LIMIT_MS);
    expect(await verdictOn(sdk, { signal: controller.signal }, controller)).toBe(CANCELLED);
  });
});
