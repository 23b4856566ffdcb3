import { codeFacts, domainOf, errorTypeOf, isRetryable, typeUriOf } from "./code-facts.ts";
import type { CodeFacts } from "./code-facts.ts";
import { isFailureCode } from "./codes.ts";
import { createReport } from "./create-failure.ts";
import { frozenCopy } from "./frozen-json.ts";
import { jsonCopy } from "./json-copy.ts";
import { readLocation, readTransportMembers, readValidationErrors } from "./read-report-parts.ts";
import { asNumber, memberNames, readMember, readString } from "./read-value.ts";
import { CATEGORIES, USER_ACTION_KINDS } from "./report.ts";
import type { Category, Domain, FailureReport, FailureTransport, ProviderMetadata, UserAction } from "./report.ts";

const CODE = /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+){1,3}$/u;
const DOMAINS: readonly string[] = ["input", "config", "runtime"] satisfies readonly Domain[];

/**
 * A report from JSON that any version wrote. What is absent or has the wrong type gets the default of its code, an
 * unknown code or category reads as `unknown` unless the report says more, unknown members are kept. Never throws: a
 * value that is no report at all becomes a `runtime.unexpected`.
 */
export function readFailureReport(json: unknown): FailureReport {
  const report = findFailureReport(json);
  return (
    report ?? createReport("runtime.unexpected", { message: "A failure was recorded in a form that cannot be read." })
  );
}

/** The report in a JSON value; undefined where the value has no code and so is no report. Never throws. */
export function findFailureReport(json: unknown): FailureReport | undefined {
  const code = readString(json, "code");
  if (code === undefined || !CODE.test(code)) return undefined;
  const facts = isFailureCode(code) ? codeFacts(code) : undefined;
  const category = readCategory(json, facts);
  const domain = readString(json, "domain");
  const title = readString(json, "title") ?? facts?.title ?? code;
  const delay = asNumber(readMember(json, "retry_after_ms"));
  return frozenCopy({
    ...unknownMembers(json),
    schema: 1,
    code,
    category,
    domain: domain !== undefined && DOMAINS.includes(domain) ? domain : domainOf(category),
    retryable: isRetryable(category),
    retry_after_ms: delay !== undefined && delay >= 0 ? delay : undefined,
    user_action: readUserAction(json) ?? facts?.user_action ?? codeFacts("runtime.unexpected").user_action,
    message: readString(json, "message") ?? title,
    title,
    type_uri: readString(json, "type_uri") ?? facts?.type_uri ?? typeUriOf(code),
    error_type: readString(json, "error_type") ?? facts?.error_type ?? errorTypeOf(code),
    model: readString(json, "model"),
    provider: readString(json, "provider"),
    provider_metadata: readProviderMetadata(readMember(json, "provider_metadata")),
    location: readLocation(readMember(json, "location")),
    validation_errors: readValidationErrors(readMember(json, "validation_errors")),
  }) as FailureReport;
}

/** The transport beside a report; members of the wrong type read as absent. Never throws. */
export function readFailureTransport(json: unknown): FailureTransport {
  return frozenCopy(readTransportMembers(json));
}

function readCategory(json: unknown, facts: CodeFacts | undefined): Category {
  const given = CATEGORIES.find((category) => category === readString(json, "category"));
  if (given !== undefined) return given;
  // A category of a later version is not guessed at: the code's own default could invite a repeat that it forbids.
  return readMember(json, "category") === undefined ? (facts?.category ?? "unknown") : "unknown";
}

function readUserAction(json: unknown): UserAction | undefined {
  const action = readMember(json, "user_action");
  const detail = readString(action, "detail");
  const kind = readString(action, "kind");
  if (kind === undefined || detail === undefined) return undefined;
  return { kind: USER_ACTION_KINDS.find((known) => known === kind) ?? "unknown", detail };
}

function readProviderMetadata(value: unknown): ProviderMetadata | undefined {
  const status = asNumber(readMember(value, "status_code"));
  const code = readString(value, "provider_error_code");
  if (status === undefined && code === undefined) return undefined;
  return frozenCopy({ status_code: status, provider_error_code: code }) as ProviderMetadata;
}

const KNOWN = new Set(
  [
    "schema code category domain retryable retry_after_ms user_action message title type_uri error_type",
    "model provider provider_metadata location validation_errors",
  ].flatMap((names) => names.split(" ")),
);

function unknownMembers(json: unknown): Record<string, unknown> {
  const others = memberNames(json).filter((name) => !KNOWN.has(name) && name !== "__proto__");
  return Object.fromEntries(others.slice(0, 50).map((name) => [name, jsonCopy(readMember(json, name))]));
}
