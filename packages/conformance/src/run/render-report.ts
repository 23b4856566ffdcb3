import type { CaseOutcome, ConformanceReport } from "./conformance-report.ts";

/** How many cases ended how: `682 passed, 1 failed, 10 not claimed, 2 waived`. */
export function countsOf(outcomes: readonly CaseOutcome[]): string {
  const count = (wanted: CaseOutcome["outcome"]): number => outcomes.filter(({ outcome }) => outcome === wanted).length;
  return [
    `${count("passed")} passed`,
    `${count("failed")} failed`,
    `${count("not_claimed")} not claimed`,
    ...(count("waived") > 0 ? [`${count("waived")} waived`] : []),
  ].join(", ");
}

/** A report for people: what failed and why it matters, what is not claimed by its reason, and the counts. */
export function renderReport({ backend, outcomes, stale_waivers }: ConformanceReport): string {
  const lines: string[] = [];
  for (const outcome of outcomes) {
    if (outcome.outcome !== "failed") continue;
    lines.push(`failed ${outcome.id}`, `  ${outcome.why}.`, ...indented(outcome.problem), "");
  }
  for (const [reason, ids] of byReason(outcomes))
    lines.push(`not claimed (${ids.length}): ${reason}`, `  ${ids.join(", ")}`);
  for (const outcome of outcomes)
    if (outcome.outcome === "waived") lines.push(`waived ${outcome.id}: ${outcome.reason}`);
  lines.push(...stale_waivers, `${backend}: ${countsOf(outcomes)}`);
  return lines.join("\n");
}

const indented = (text: string): readonly string[] => text.split("\n").map((line) => `  ${line}`);

function byReason(outcomes: readonly CaseOutcome[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const outcome of outcomes) {
    if (outcome.outcome !== "not_claimed") continue;
    const ids = found.get(outcome.reason) ?? [];
    found.set(outcome.reason, ids);
    // A family of hundreds is named once.
    const name = outcome.id.startsWith("failures.parity.") ? "failures.parity.*" : outcome.id;
    if (!ids.includes(name)) ids.push(name);
  }
  return found;
}
