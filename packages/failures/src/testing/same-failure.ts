import { memberNames, readMember } from "../read-value.ts";
import { reportOf } from "./report-of.ts";

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

/** JSON with its members in order, so that equal data is equal text; what is not there has a text of its own. */
export function stableJson(value: unknown): string {
  if (value === undefined) return "undefined";
  if (Array.isArray(value)) return `[${value.map((item) => stableJson(item)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const names = [...memberNames(value)].sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${stableJson(readMember(value, name))}`).join(",")}}`;
}
