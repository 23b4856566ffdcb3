import type { FailureError } from "../failure-error.ts";
import { frozenCopy } from "../frozen-json.ts";
import { findFailureReport, readFailureTransport } from "../read-report.ts";
import { readMember } from "../read-value.ts";
import type { FailureReport, FailureTransport } from "../report.ts";
import { packReport } from "./pack-report.ts";
import { packTransport } from "./pack-transport.ts";

/** A failed attempt as an activity's sign of life carries it. */
export interface HeartbeatDetails {
  readonly report: FailureReport;
  readonly transport: FailureTransport;
}

/**
 * What an activity sends as a last sign of life before it throws a failure that will be repeated. The server keeps it over
 * the attempts and shows it with a later time-out, also where it dropped the failure itself for its size;
 * `fromTemporalFailure` reads it there. Signs of life of the next attempt replace it.
 */
export function heartbeatDetails(failure: FailureError, attempt: number): HeartbeatDetails {
  const report = packReport(readMember(failure, "report") as FailureReport);
  return frozenCopy({ report, transport: packTransport(readMember(failure, "transport"), attempt) });
}

/** The failed attempt in a sign of life: as it is sent here, or a report alone; undefined where there is none. */
export function readHeartbeatDetails(details: unknown): HeartbeatDetails | undefined {
  const report = findFailureReport(readMember(details, "report")) ?? findFailureReport(details);
  return report && { report, transport: readFailureTransport(readMember(details, "transport")) };
}
