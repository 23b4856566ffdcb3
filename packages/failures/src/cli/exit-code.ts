import type { FailureReport } from "../report.ts";

/** The exit code of a command that ended with this failure: 1, or 2 where the outcome is not known. */
export function exitCodeFor(report: Pick<FailureReport, "category">): 1 | 2 {
  return report.category === "ambiguous" || report.category === "unknown" ? 2 : 1;
}
