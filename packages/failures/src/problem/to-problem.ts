import { readCodeFacts } from "../code-families.ts";
import type { FailureError } from "../failure-error.ts";
import { isFailureError } from "../failure-error.ts";
import { frozenCopy } from "../frozen-json.ts";
import { readFailureReport, unknownMembers } from "../read-report.ts";
import type { Category, FailureReport, ValidationProblem } from "../report.ts";
import type { ProblemDocument, ProblemItem, RetryVerdict } from "./problem-document.ts";
import { problemStatus, retryAfterHeader } from "./problem-status.ts";
import { redactReport } from "./redact-report.ts";
import { STEP_OF_ACTION } from "./step-kinds.ts";

/** What the answer around a problem document knows. */
export interface ProblemOptions {
  /** `strict` shows strangers what `redactReport` leaves. `full` unless given. */
  readonly disclosure?: "full" | "strict" | undefined;
  /** A URI of this occurrence. */
  readonly instance?: string | undefined;
  /** The answering server's own id of the request. */
  readonly requestId?: string | undefined;
  readonly runId?: string | undefined;
}

/** An error answer as plain data: what any HTTP server sends. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: {
    readonly "content-type": "application/problem+json";
    /** Whole seconds. */
    readonly "retry-after"?: string;
  };
  readonly body: ProblemDocument;
}

/**
 * The error answer of a failure or its report: status, headers and RFC 9457 document, frozen. `retry` follows from the
 * category alone, so it is never `yes` where `retryable` is false. Never throws: what is no report is an unexpected failure.
 */
export function toProblem(failure: FailureError | FailureReport, options: ProblemOptions = {}): ProblemAnswer {
  const known = readFailureReport(isFailureError(failure) ? failure.report : failure);
  const report = options.disclosure === "strict" ? redactReport(known) : known;
  const status = problemStatus(report);
  return frozenCopy({
    status,
    headers: { "content-type": "application/problem+json", "retry-after": retryAfterHeader(report) },
    body: documentOf(report, status, options),
  }) as ProblemAnswer;
}

function documentOf(report: FailureReport, status: number, options: ProblemOptions): object {
  const { kind, detail } = report.user_action;
  const extensions = unknownMembers(report);
  return {
    type: report.type_uri,
    title: report.title,
    status,
    detail: report.message,
    instance: options.instance,
    code: report.code,
    domain: readCodeFacts(report.code).problem_domain,
    retry: VERDICTS[report.category],
    retry_after: report.retry_after_ms === undefined ? undefined : report.retry_after_ms / 1000,
    next_step: { kind: STEP_OF_ACTION[kind], detail },
    location: report.location,
    errors: report.validation_errors?.map((problem) => itemOf(problem)),
    pipeline_run_id: options.runId,
    error_type: report.error_type,
    error_category: report.category,
    error_domain: report.domain,
    retryable: report.retryable,
    user_action: report.user_action,
    model: report.model,
    provider: report.provider,
    provider_metadata: report.provider_metadata,
    request_id: options.requestId,
    schema: report.schema,
    extensions: Object.keys(extensions).length > 0 ? extensions : undefined,
  };
}

const VERDICTS: Readonly<Record<Category, RetryVerdict>> = {
  transient: "yes",
  ambiguous: "outcome_unknown",
  configuration: "no",
  content: "no",
  capacity: "no",
  unknown: "no",
};

function itemOf({ code, category, message, location, suggestion }: ValidationProblem): ProblemItem {
  const suggestions = suggestion === undefined ? undefined : [suggestion];
  return frozenCopy({ code, detail: message, location, suggestions, category }) as ProblemItem;
}
