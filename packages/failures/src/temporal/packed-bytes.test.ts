import { describe, expect, it } from "vitest";
import { toFailure } from "../all/index.ts";
import { FAILURE_FIXTURES } from "../testing/failure-fixtures.ts";
import { fixtureContext, fixtureError } from "../testing/fixture-error.ts";
import { utf8Length } from "../utf8-length.ts";
import { PACKED_REPORT_BYTES } from "./pack-report.ts";
import { toTemporalFailure } from "./to-temporal-failure.ts";

/** What a server keeps of a failure between attempts, details and all. */
const SERVER_BYTES = 4096;
const sizeOf = (value: unknown): number => utf8Length(JSON.stringify(value));

const sizes = FAILURE_FIXTURES.map((fixture) => {
  const failure = toFailure(fixtureError(fixture, "ai-sdk"), fixtureContext(fixture));
  const data = toTemporalFailure(failure, { effect: "billable", attempt: 1, random: () => 0.5 });
  return { id: fixture.id, report: failure.report, packed: data.details[0], whole: sizeOf(data) };
});

describe("the bytes that a failure takes in a history", () => {
  it("are the committed ones for every fixture: the budget is seen to be used up (vitest -u writes them)", async () => {
    const lines = sizes.map(({ id, packed, whole }) => `${id} | report ${sizeOf(packed)} | whole ${whole}`);
    await expect(`${lines.sort().join("\n")}\n`).toMatchFileSnapshot("../__fixtures__/packed-bytes.txt");
  });

  it("leave every fixture's report whole, and room for what the server adds", () => {
    for (const { report, packed, whole } of sizes) {
      expect(packed).toEqual(report);
      expect(sizeOf(packed)).toBeLessThan(PACKED_REPORT_BYTES);
      expect(whole).toBeLessThan(SERVER_BYTES - 600);
    }
  });
});
