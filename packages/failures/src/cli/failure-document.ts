import type { FailureError } from "../failure-error.ts";
import { frozenCopy } from "../frozen-json.ts";
import type { FailureReport, FailureTransport } from "../report.ts";

/** The one JSON document that a command writes to stderr. */
export interface FailureDocument {
  readonly error: FailureReport;
  readonly transport: FailureTransport;
}

/** The failure as a plain JSON value: never its cause. */
export function failureDocument(failure: FailureError): FailureDocument {
  return frozenCopy({ error: failure.report, transport: failure.transport });
}
