import { FAILURE_FIXTURES } from "@perdure/failures/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canMeet, caughtFrom, verdictOn, wordOf } from "./meet-fixture.mjs";
import { REAL_SDKS } from "./real-sdks.mjs";
import { startProviders } from "./start-providers.mjs";
import { LOSSES, lossOf } from "./what-sdks-lose.mjs";

let providers;
beforeAll(async () => {
  providers = await startProviders();
});
afterAll(() => providers.close());

describe("what a real SDK throws", () => {
  it.each(REAL_SDKS.map((sdk) => [sdk.name, sdk]))("gets the verdict of the failure: %s", async (_name, sdk) => {
    const met = await Promise.all(
      FAILURE_FIXTURES.filter((fixture) => canMeet(sdk, fixture)).map(async (fixture) => {
        const address = await providers.addressOf(fixture);
        return address === undefined ? [] : [[fixture, verdictOn(await caughtFrom(sdk, address), fixture)]];
      }),
    );
    const said = Object.fromEntries(met.flat().map(([{ id }, verdict]) => [id, verdict]));
    const wanted = Object.fromEntries(
      met.flat().map(([fixture]) => [fixture.id, lossOf(sdk, fixture)?.left ?? wordOf(fixture.expected)]),
    );
    expect(said).toEqual(wanted);
    const spoken = new Set(met.flat().map(([{ provider }]) => provider));
    expect(sdk.speaks.filter((provider) => !spoken.has(provider))).toEqual([]);
  });

  it("loses what the table says it does, and no row of the table is without need", () => {
    for (const loss of LOSSES) {
      const lost = REAL_SDKS.filter(({ name }) => loss.sdks.includes(name)).flatMap((sdk) =>
        FAILURE_FIXTURES.filter((fixture) => canMeet(sdk, fixture) && lossOf(sdk, fixture) === loss),
      );
      expect(lost.map((fixture) => wordOf(fixture.expected)).filter((wanted) => wanted !== loss.left)).not.toEqual([]);
    }
  });
});
