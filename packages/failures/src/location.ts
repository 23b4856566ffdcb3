import { FailureError } from "./failure-error.ts";
import { frozenCopy } from "./frozen-json.ts";
import type { FailureLocation, FailureReport } from "./report.ts";

/** A report with what is absent of its location filled in; the same object where nothing is. */
function locateReport(report: FailureReport, location: FailureLocation): FailureReport {
  const known = report.location ?? {};
  const given = Object.entries(location).filter(([, value]) => value !== undefined);
  const absent = given.filter(([key]) => known[key as keyof FailureLocation] === undefined);
  if (absent.length === 0) return report;
  return frozenCopy({ ...report, location: { ...known, ...Object.fromEntries(absent) } });
}

/**
 * The failure with what is absent of its location filled in; the same object where nothing is. What the innermost
 * caller said stays, and nothing but the location changes.
 */
export function withLocation(failure: FailureError, location: FailureLocation): FailureError {
  const report = locateReport(failure.report, location);
  if (report === failure.report) return failure;
  return rebuilt(failure, { report });
}

/** The failure with facts of this path added to its transport; facts that are given replace older ones. */
export function withTransport(failure: FailureError, transport: FailureError["transport"]): FailureError {
  const given = Object.fromEntries(Object.entries(transport).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return failure;
  return rebuilt(failure, { transport: { ...failure.transport, ...given } });
}

function rebuilt(failure: FailureError, parts: Partial<Pick<FailureError, "report" | "transport">>): FailureError {
  const { report, transport, cause, stack } = failure;
  const copy = new FailureError({ report, transport, cause, ...parts });
  if (stack !== undefined) copy.stack = stack;
  return copy;
}
