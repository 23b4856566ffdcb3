import type { BackendUnderTest } from "../backend-under-test.ts";
import type { ConformanceCase } from "../case.ts";
import { CASES } from "../cases/index.ts";
import { createReport } from "./conformance-report.ts";
import type { CaseOutcome, ConformanceReport } from "./conformance-report.ts";
import { openProof } from "./open-proof.ts";
import type { ProofOptions } from "./open-proof.ts";

/** Which cases are run, and who hears of them. */
export interface ConformanceOptions extends ProofOptions {
  /** Default: all of `CASES`. */
  readonly cases?: readonly ConformanceCase[];
  /** Told of each outcome as it comes. */
  readonly onOutcome?: (outcome: CaseOutcome) => void;
}

/** Runs the cases on a backend, one after another. Rejects only where the backend cannot be opened. */
export async function runConformance(
  underTest: BackendUnderTest,
  options: ConformanceOptions = {},
): Promise<ConformanceReport> {
  const { cases = CASES, waivers = [], onOutcome } = options;
  const proof = await openProof(underTest, options);
  const outcomes: CaseOutcome[] = [];
  try {
    for (const one of cases) {
      const outcome = await proof.runCase(one);
      outcomes.push(outcome);
      onOutcome?.(outcome);
    }
  } finally {
    await proof.close();
  }
  return createReport(underTest.name, proof.backend.capabilities, outcomes, waivers);
}

/** Cases by a pattern: an id, or the beginning of ids up to a dot. Throws a RangeError where none matches. */
export function casesMatching(pattern: string, cases: readonly ConformanceCase[] = CASES): readonly ConformanceCase[] {
  const found = cases.filter(({ id }) => id === pattern || id.startsWith(`${pattern}.`));
  if (found.length === 0) throw new RangeError(`There is no case and no family '${pattern}'`);
  return found;
}
