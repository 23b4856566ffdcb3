import { isFailureError } from "../failure-error.ts";
import { jsonCopy } from "../json-copy.ts";
import { memberNames, readMember } from "../read-value.ts";

/** What `sameFailure` does not look at, and why: nothing else may differ between two paths. */
export const SAME_FAILURE_EXCLUSIONS = Object.freeze({
  transport: "attempt, calls, request id, time, worker and retry state belong to the path",
});

/**
 * Whether two failures show the same report. Takes failures, reports, or documents as the command writes them; the
 * order of members does not count.
 */
export function sameFailure(first: unknown, second: unknown): boolean {
  const [one, other] = [reportOf(first), reportOf(second)];
  return one !== undefined && other !== undefined && stableJson(one) === stableJson(other);
}

function reportOf(value: unknown): unknown {
  const report = isFailureError(value) ? value.report : (readMember(value, "error") ?? value);
  return typeof readMember(report, "code") === "string" ? jsonCopy(report) : undefined;
}

function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => stableJson(item)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const names = [...memberNames(value)].sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${stableJson(readMember(value, name))}`).join(",")}}`;
}
