import { CASES, runConformance } from "@perdure/conformance";
import type { CaseOutcome, ConformanceReport } from "@perdure/conformance";
import type { Column } from "./columns.ts";

/** The report of a column: the outcome of every case, whichever of its proofs it was in. */
export async function proveColumn(
  { name, proofs }: Column,
  onOutcome: (outcome: CaseOutcome) => void = () => undefined,
): Promise<ConformanceReport> {
  const reports: ConformanceReport[] = [];
  for (const { underTest, cases, module } of proofs) {
    reports.push(await runConformance(underTest, { cases, onOutcome, ...(module === undefined ? {} : { module }) }));
  }
  const found = new Map(reports.flatMap(({ outcomes }) => outcomes.map((outcome) => [outcome.id, outcome] as const)));
  const outcomes = CASES.map(({ id }) => found.get(id) as CaseOutcome);
  const [{ capabilities }] = reports as [ConformanceReport];
  return { schema: 1, backend: name, capabilities, outcomes, stale_waivers: [], ok: reports.every(({ ok }) => ok) };
}
