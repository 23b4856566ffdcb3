import { isFailureCode } from "../codes.ts";
import { frozenCopy } from "../frozen-json.ts";
import { readFailureReport, readFailureTransport } from "../read-report.ts";
import type { FailureReport, FailureTransport } from "../report.ts";
import { providerName } from "./provider-name.ts";

/** Attributes as every OpenTelemetry API takes them. */
export type FailureAttributes = Readonly<Record<string, string | number | boolean>>;

/**
 * A report as attributes of a span or a log record, under the names of OpenTelemetry's semantic conventions where there
 * is one: `error.type` is the code, whose values are few; the rest is under `perdure.failure.`. The message is in
 * `exception.message` alone, and only for a code of ours, whose messages we write. A metric takes `error.type` and
 * `perdure.failure.category`. Frozen; absent facts are left out; never throws.
 */
export function toAttributes(report: FailureReport, transport: FailureTransport = {}): FailureAttributes {
  const { code, location, provider, provider_metadata, ...known } = readFailureReport(report);
  const path = readFailureTransport(transport);
  return frozenCopy({
    "error.type": code,
    "exception.type": known.error_type,
    "exception.message": isFailureCode(code) ? known.message : undefined,
    "http.response.status_code": httpStatus(provider_metadata?.status_code),
    "gen_ai.provider.name": provider === undefined ? undefined : providerName(provider),
    "gen_ai.request.model": known.model,
    "perdure.failure.category": known.category,
    "perdure.failure.retryable": known.retryable,
    "perdure.failure.domain": known.domain,
    "perdure.failure.retry_after_ms": known.retry_after_ms,
    "perdure.failure.user_action": known.user_action.kind,
    "perdure.failure.provider_error_code": provider_metadata?.provider_error_code,
    "perdure.failure.pipe": location?.pipe,
    "perdure.failure.node": location?.node,
    "perdure.failure.item": location?.item,
    "perdure.failure.attempt": path.attempt,
    "perdure.failure.calls": path.calls,
    "perdure.failure.request_id": path.request_id,
    "perdure.failure.retry_state": path.retry_state,
  }) as FailureAttributes;
}

function httpStatus(status: number | undefined): number | undefined {
  return status !== undefined && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}
