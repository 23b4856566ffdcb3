import { describe, expect, it } from "vitest";
import { casesMatching, runConformance } from "../run/run-conformance.ts";
import { MUTANTS_OF_LEAVES } from "./mutants-of-leaves.fixture.ts";
import { MUTANTS_OF_RUNS } from "./mutants-of-runs.fixture.ts";

const MUTANTS = [...MUTANTS_OF_RUNS, ...MUTANTS_OF_LEAVES];

/** A hang is seen soon: the reference needs milliseconds. */
const case_timeout_ms = 1000;

describe("a backend that", () => {
  it.each(MUTANTS)("$name is caught by $caught_by", async ({ caught_by, make }) => {
    const { outcomes, ok } = await runConformance(make(), { cases: casesMatching(caught_by), case_timeout_ms });
    expect(outcomes.map(({ id, outcome }) => [id, outcome])).toEqual([[caught_by, "failed"]]);
    expect(ok).toBe(false);
  });

  it("is wrong in a way of its own has a name of its own", () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });
});
