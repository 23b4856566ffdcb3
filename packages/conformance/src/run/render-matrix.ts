import type { CaseOutcome, ConformanceReport } from "./conformance-report.ts";

/** The families whose cases are counted, not listed: there are hundreds of them. */
const COUNTED = "failures.parity";

/**
 * A table in Markdown of cases × backends: ✓ passed, ✗ failed, w waived, – not claimed, with a number for the reason; below it the
 * reasons. The cases are those of the first report; every report must have the same.
 */
export function renderMatrix(reports: readonly ConformanceReport[]): string {
  const [first] = reports;
  if (first === undefined) throw new TypeError("A matrix needs a report");
  const reasons: string[] = [];
  const numberOf = (reason: string): number => {
    if (!reasons.includes(reason)) reasons.push(reason);
    return reasons.indexOf(reason) + 1;
  };
  const cell = (outcome: CaseOutcome | undefined): string => {
    switch (outcome?.outcome) {
      case "passed":
        return "✓";
      case "not_claimed":
        return `– <sup>${numberOf(outcome.reason)}</sup>`;
      case "waived":
        return `w <sup>${numberOf(outcome.reason)}</sup>`;
      case "failed":
        return "✗";
      case undefined:
        throw new TypeError("Reports of a matrix must be of the same cases");
    }
  };
  const known = reports.map(({ outcomes }) => new Map(outcomes.map((outcome) => [outcome.id, outcome])));
  const rows = first.outcomes
    .filter(({ id }) => !id.startsWith(`${COUNTED}.`))
    .map(({ id }) => `| \`${id}\` | ${known.map((outcomes) => cell(outcomes.get(id))).join(" | ")} |`);
  const counted = `| \`${COUNTED}.*\` | ${reports.map(({ outcomes }) => parityCell(outcomes, numberOf)).join(" | ")} |`;
  return [
    `| case | ${reports.map(({ backend }) => backend).join(" | ")} |`,
    `|---|${reports.map(() => "---").join("|")}|`,
    ...rows,
    counted,
    "",
    ...reasons.map((reason, index) => `${index + 1}. ${reason}`),
  ].join("\n");
}

function parityCell(outcomes: readonly CaseOutcome[], numberOf: (reason: string) => number): string {
  const of = outcomes.filter(({ id }) => id.startsWith(`${COUNTED}.`));
  const passed = of.filter(({ outcome }) => outcome === "passed").length;
  const failed = of.some(({ outcome }) => outcome === "failed");
  const left = of.find((one) => one.outcome === "not_claimed");
  if (failed) return `✗ ${passed} of ${of.length}`;
  if (left?.outcome === "not_claimed") return `${passed} of ${of.length} <sup>${numberOf(left.reason)}</sup>`;
  return passed === of.length ? `✓ ${passed}` : `${passed} of ${of.length}`;
}
