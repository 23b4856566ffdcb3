import { frozenCopy } from "./frozen-json.ts";
import { isList } from "./json-copy.ts";
import { asList, asNumber, readMember, readString } from "./read-value.ts";
import type { FailureLocation, FailureTransport, ProviderMetadata, ValidationProblem } from "./report.ts";

/** What a provider said about itself; undefined where the value is no object. */
export function readProviderMetadata(value: unknown): ProviderMetadata | undefined {
  if (!isObject(value)) return undefined;
  return frozenCopy({
    status_code: asNumber(readMember(value, "status_code")),
    provider_error_code: readString(value, "provider_error_code"),
  }) as ProviderMetadata;
}

/** The location in a JSON value, with the members that are readable; undefined where the value is no object. */
export function readLocation(value: unknown): FailureLocation | undefined {
  if (!isObject(value)) return undefined;
  const path = readMember(value, "path");
  return frozenCopy({
    pipe: readString(value, "pipe"),
    path: isList(path) ? asList(path).filter((segment) => typeof segment === "string") : undefined,
    node: readString(value, "node"),
    item: asCount(readMember(value, "item"), 0),
    file: readString(value, "file"),
    line: asCount(readMember(value, "line"), 1),
    column: asCount(readMember(value, "column"), 1),
  }) as FailureLocation;
}

// Empty objects and lists stay what they are: a report is read as it was written, or two paths would differ.
function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !isList(value);
}

function asCount(value: unknown, least: number): number | undefined {
  const number = asNumber(value);
  return Number.isSafeInteger(number) && number !== undefined && number >= least ? number : undefined;
}

/** The validation problems in a JSON value; items without a code and a message are left out, none reads as undefined. */
export function readValidationErrors(value: unknown): readonly ValidationProblem[] | undefined {
  const problems = asList(value).flatMap((item): ValidationProblem[] => {
    const code = readString(item, "code");
    const message = readString(item, "message");
    if (code === undefined || message === undefined) return [];
    const category = readString(item, "category");
    const location = readLocation(readMember(item, "location"));
    const suggestion = readString(item, "suggestion");
    return [frozenCopy({ code, category, message, location, suggestion }) as ValidationProblem];
  });
  return problems.length > 0 ? problems : undefined;
}

/** The members of a transport that have the right type. */
export function readTransportMembers(value: unknown): FailureTransport {
  return frozenCopy({
    attempt: asNumber(readMember(value, "attempt")),
    calls: asNumber(readMember(value, "calls")),
    request_id: readString(value, "request_id"),
    occurred_at: readString(value, "occurred_at"),
    worker: readString(value, "worker"),
    retry_state: readString(value, "retry_state"),
  }) as FailureTransport;
}
