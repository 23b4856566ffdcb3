import { FAILURE_FIXTURES, fixtureError } from "@perdure/failures/testing";
import { caughtFrom } from "../sdks/meet-fixture.mjs";
import { REAL_SDKS } from "../sdks/real-sdks.mjs";
import { DECIDERS } from "./decisions.mjs";

/** The package of the AI SDK, and the vendor's own, for each wire format that is not OpenAI's. */
const SDKS_OF = {
  openai: ["@ai-sdk/openai", "openai"],
  "azure-openai": ["@ai-sdk/azure", "openai (Azure)"],
  anthropic: ["@ai-sdk/anthropic", "@anthropic-ai/sdk"],
  google: ["@ai-sdk/google", "@google/genai"],
  mistral: ["@ai-sdk/mistral", "@mistralai/mistralai"],
  bedrock: ["@ai-sdk/amazon-bedrock", "@aws-sdk/client-bedrock-runtime"],
};
const GATEWAY_SDKS = ["@ai-sdk/openai-compatible", "openai"];

/** The failures of which the provider's own page says whether a repeat helps. */
export const DOCUMENTED = FAILURE_FIXTURES.filter(({ documented }) => documented !== undefined);

/**
 * What each decider does with each documented failure: `repeats` in the order of `DECIDERS`. The errors are the real ones, met at
 * `providers`; of a state of the network that cannot be brought about, fetch's own error is handed to the SDKs.
 */
export async function measure(providers, fixtures = DOCUMENTED) {
  const rows = [];
  for (const met of await Promise.all(fixtures.map((fixture) => meet(providers, fixture)))) {
    const repeats = [];
    // One after the other: the loops that are run share one clock.
    for (const decider of DECIDERS) repeats.push(await decider.repeats(met));
    rows.push({ fixture: met.fixture, repeats });
  }
  return rows;
}

async function meet(providers, fixture) {
  const [ofAiSdk, ofVendor] = (SDKS_OF[fixture.provider] ?? GATEWAY_SDKS).map((name) =>
    REAL_SDKS.find((sdk) => sdk.name === name),
  );
  const address = (await providers.addressOf(fixture)) ?? "http://unreachable.invalid";
  const fetch = (await providers.addressOf(fixture)) === undefined ? failingFetch(fixture) : undefined;
  return {
    fixture,
    thrown: await caughtFrom(ofAiSdk, address, fetch),
    by_vendor: await caughtFrom(ofVendor, address, fetch),
  };
}

function failingFetch(fixture) {
  if (fixture.provider !== "openai")
    throw new Error(`${fixture.id} can be met nowhere, and its SDKs take no other fetch`);
  return () => Promise.reject(fixtureError(fixture, "fetch"));
}
