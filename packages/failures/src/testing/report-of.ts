import { isFailureError } from "../failure-error.ts";
import { jsonCopy } from "../json-copy.ts";
import { readMember } from "../read-value.ts";

/** The report that a failure, a report or a document of the command shows, as plain JSON; undefined where there is none. */
export function reportOf(value: unknown): unknown {
  const report = isFailureError(value) ? value.report : (readMember(value, "error") ?? value);
  return typeof readMember(report, "code") === "string" ? jsonCopy(report) : undefined;
}
