import { direct } from "@perdure/direct";
import { memoryContents, type BackendHost } from "@perdure/engine";
import { isFailureError, type FailureReport } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import {
  FAILURE_FIXTURES,
  findDisagreements,
  fixtureContext,
  fixtureError,
  type FailureFixture,
} from "@perdure/failures/testing";
import { PROVIDERS } from "@perdure/operators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENT_LOSSES } from "./client-losses.ts";
import { createFixtureLeaves, isServed, type FixtureLeaves } from "./fixture-leaves.ts";
import { clientOf, fixtureJob, fixtureOfRun } from "./fixture-run.ts";

const SERVED = FAILURE_FIXTURES.filter(isServed);
let leaves: FixtureLeaves;
let backend: ReturnType<ReturnType<typeof direct>>;
beforeAll(async () => {
  leaves = await createFixtureLeaves();
  backend = direct()({ leaves, contents: memoryContents(), now: Date.now } as unknown as BackendHost);
});
afterAll(async () => {
  await backend.close();
  await leaves.close();
});

/** What is another in the error that tests make up than in the real one, with the same verdict or a loss that is stated elsewhere. */
const MADE_UP_OTHERWISE: readonly { readonly why: string; readonly isOf: (fixture: FailureFixture) => boolean }[] = [
  ...CLIENT_LOSSES,
  {
    why: "an answer that was cut or refused is told by its leaf, which knows the limits of the call",
    isOf: ({ status, expected: { code } }) =>
      status === 200 && (code === "model.output_truncated" || code === "model.content_refused"),
  },
  {
    why: "an answer that is no HTTP has no word of the parser any more, only a sentence",
    isOf: ({ network_code = "" }) => network_code.startsWith("HPE_"),
  },
  {
    why: "an answer that was cut has a status, which the reader of a plain fetch does not hand on",
    isOf: ({ phase, status }) => phase === "response_started" && status === undefined,
  },
];

describe("the fixtures on the wire", () => {
  it("are met by every client that we have", () => {
    expect([...new Set(SERVED.map(clientOf))].sort()).toEqual([...PROVIDERS].sort());
  });

  it("are the errors that tests make up", async () => {
    const withoutPlace = (error: unknown): FailureReport => {
      if (!isFailureError(error)) throw error;
      const { location: _, ...report } = error.report;
      return report;
    };
    const found = await findDisagreements(
      {
        made_up: (fixture) =>
          Promise.reject(
            toFailure(fixtureError(fixture, "ai-sdk"), { ...fixtureContext(fixture), provider: clientOf(fixture) }),
          ),
        real: (fixture) => backend.execute(fixtureJob(fixture)).catch((error) => Promise.reject(withoutPlace(error))),
      },
      { fixtures: SERVED.filter((fixture) => !MADE_UP_OTHERWISE.some(({ isOf }) => isOf(fixture))) },
    );
    expect(found).toEqual([]);
  });

  it.each(MADE_UP_OTHERWISE)("still differ where it is stated: $why", ({ isOf }) => {
    expect(SERVED.filter((fixture) => isOf(fixture))).not.toEqual([]);
  });
});

describe("the run of a fixture", () => {
  it("has an id of its own", () => {
    const met = FAILURE_FIXTURES.map((fixture) => fixtureOfRun(fixtureJob(fixture).run_id).id);
    expect(met).toEqual(FAILURE_FIXTURES.map(({ id }) => id));
  });

  it("is none where its id names no fixture", () => {
    expect(() => fixtureOfRun("another-run")).toThrow(/no fixture/u);
  });
});
