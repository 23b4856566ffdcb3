import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BackendUnderTest } from "../backend-under-test.ts";
import { CASES } from "../cases/index.ts";
import { staleWaivers } from "../run/conformance-report.ts";
import type { CaseOutcome } from "../run/conformance-report.ts";
import { openProof } from "../run/open-proof.ts";
import type { Proof } from "../run/open-proof.ts";
import type { ConformanceOptions } from "../run/run-conformance.ts";

const OPEN_TIMEOUT_MS = 120_000;

/**
 * One test for each case, by its id. A case that is not for what the backend claims passes, with the reason as an annotation; one that
 * is waived passes where it fails; a waiver that nothing needs is a failed test of its own.
 */
export function describeConformance(
  underTest: BackendUnderTest,
  options: Omit<ConformanceOptions, "onOutcome"> = {},
): void {
  const { cases = CASES, waivers = [], case_timeout_ms = 60_000 } = options;
  describe(`${underTest.name}, held to the contract`, () => {
    let proof: Proof;
    const outcomes: CaseOutcome[] = [];
    beforeAll(async () => {
      proof = await openProof(underTest, options);
    }, OPEN_TIMEOUT_MS);
    afterAll(() => proof?.close(), OPEN_TIMEOUT_MS);

    // The kit's own limit comes first, and says which case it was.
    it.for(cases)("$id", { timeout: case_timeout_ms + 5000 }, async (one, { annotate }) => {
      const outcome = await proof.runCase(one);
      outcomes.push(outcome);
      if (outcome.outcome === "failed") throw new Error(`${outcome.why}.\n${outcome.problem}`);
      if (outcome.outcome !== "passed") await annotate(outcome.reason, outcome.outcome);
    });

    it("waives nothing that need not be waived", () => {
      expect(staleWaivers(outcomes, waivers)).toEqual([]);
    });
  });
}
