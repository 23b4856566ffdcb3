import { FailureError } from "./failure-error.ts";
import { frozenCopy } from "./frozen-json.ts";
import type { FailureLocation } from "./report.ts";

/**
 * The failure with what is absent of its location filled in; the same object where nothing is. What the innermost
 * caller said stays, and nothing but the location changes.
 */
export function withLocation(failure: FailureError, location: FailureLocation): FailureError {
  const { report } = failure;
  const known = report.location ?? {};
  const filled = { ...known, ...frozenCopy(location), ...known };
  return memberCount(filled) === memberCount(known)
    ? failure
    : rebuilt(failure, { report: { ...report, location: filled } });
}

/** The failure with facts of this path added to its transport; facts that are given replace older ones. */
export function withTransport(failure: FailureError, transport: FailureError["transport"]): FailureError {
  const given = frozenCopy(transport);
  return memberCount(given) === 0 ? failure : rebuilt(failure, { transport: { ...failure.transport, ...given } });
}

function memberCount(value: object): number {
  return Object.keys(value).length;
}

function rebuilt(failure: FailureError, parts: Partial<Pick<FailureError, "report" | "transport">>): FailureError {
  const { report, transport, cause, stack } = failure;
  const copy = new FailureError({ report, transport, cause, ...parts });
  if (stack !== undefined) copy.stack = stack;
  return copy;
}
