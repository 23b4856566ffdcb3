import { DEFAULT_CEILING_MS } from "../classify/verdict-report.ts";
import { headersOf } from "../classify/headers.ts";
import type { HeaderReader } from "../classify/headers.ts";
import { retryAfterOf } from "../classify/retry-after.ts";
import { frozenCopy } from "../frozen-json.ts";
import { readMember, readString } from "../read-value.ts";
import type { FailureReport, FailureTransport } from "../report.ts";
import { documentReport } from "./document-report.ts";
import { statusReport } from "./status-report.ts";

/** The answer that a body came with. */
export interface ProblemContext {
  readonly status?: number | undefined;
  /** A Headers object or a plain record, names in any case. */
  readonly headers?: unknown;
  /** Whether the request may have created a run: a server error in front of the runtime then leaves its outcome unknown. */
  readonly createsRun?: boolean | undefined;
  /** What a Retry-After date is measured from when the answer has no Date; the clock's unless given. */
  readonly nowMs?: number | undefined;
  /** A longer delay of the headers makes a transient failure a matter of capacity. One hour unless given. */
  readonly retryAfterCeilingMs?: number | undefined;
}

/** An error answer as a failure: `new FailureError(reading)` is it as an error to throw. */
export interface ProblemReading {
  readonly report: FailureReport;
  readonly transport: FailureTransport;
  /** False where the body was no problem document, and the status alone was read. */
  readonly isProblem: boolean;
  /** The run that the answer speaks of. */
  readonly runId?: string;
}

const MOST_CHARACTERS = 1_000_000;

/**
 * Reads an error answer, whatever its body: a text or parsed JSON. A problem document of `toProblem` gives back the report
 * that it was made from; one of another writer is read openly, the MTHDS members before the older ones, and invites a
 * repeat only where every member that speaks of one does. A body that is no such document is read by its status: a server
 * error on a route that creates runs is `client.outcome_unknown`, 405 and 503 are the one code that they name, anything
 * else is `client.response_unreadable`. A delay that the document does not give is taken from the headers. Never throws.
 */
export function readProblem(body: unknown, context: ProblemContext = {}): ProblemReading {
  const header = headersOf({ headers: readMember(context, "headers") });
  const document = typeof body === "string" ? parsed(body) : body;
  const found = documentReport(document);
  const report = found ?? statusReport(context.status, context.createsRun === true);
  return frozenCopy({
    report: withDelay(report, header, context),
    transport: { request_id: requestIdOf(document, header) },
    isProblem: found !== undefined,
    runId: found === undefined ? undefined : readString(document, "pipeline_run_id"),
  }) as ProblemReading;
}

function parsed(text: string): unknown {
  if (text.length > MOST_CHARACTERS) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const WAITED_FOR: readonly string[] = ["transient", "ambiguous", "capacity"] satisfies FailureReport["category"][];

function withDelay(report: FailureReport, header: HeaderReader, context: ProblemContext): FailureReport {
  if (report.retry_after_ms !== undefined || !WAITED_FOR.includes(report.category)) return report;
  const delay = retryAfterOf(header, () => context.nowMs ?? Date.now());
  if (delay === undefined) return report;
  const isTooLong = report.category === "transient" && delay > (context.retryAfterCeilingMs ?? DEFAULT_CEILING_MS);
  const verdict = isTooLong ? ({ category: "capacity", retryable: false } as const) : {};
  return { ...report, ...verdict, retry_after_ms: delay };
}

function requestIdOf(document: unknown, header: HeaderReader): string | undefined {
  const ids = [readString(document, "request_id"), header("x-request-id")];
  return ids.find((id) => id !== undefined && /^[\w.:-]{1,128}$/u.test(id));
}
