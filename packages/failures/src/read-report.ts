import { domainOf, isRetryable } from "./code-facts.ts";
import { readCodeFacts } from "./code-families.ts";
import type { CodeFacts } from "./code-facts.ts";
import { createReport } from "./create-failure.ts";
import { frozenCopy } from "./frozen-json.ts";
import { jsonCopy } from "./json-copy.ts";
import { readLocation, readProviderMetadata, readTransportMembers, readValidationErrors } from "./read-report-parts.ts";
import { asDelay, asList, memberNames, readMember, readString } from "./read-value.ts";
import { CATEGORIES, USER_ACTION_KINDS } from "./report.ts";
import type { Category, Domain, FailureReport, FailureTransport, UserAction } from "./report.ts";

const CODE = /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+){1,3}$/u;
const DOMAINS: readonly string[] = ["input", "config", "runtime"] satisfies readonly Domain[];

/**
 * A report from JSON that any version wrote. What is absent or has the wrong type gets the default of its code, or of the
 * code's family where the code is not known; a category or an action of a later version reads as `unknown`; unknown
 * members are kept. Never throws: a value that is no report at all becomes a `runtime.unexpected` that says what was
 * found in its place.
 */
export function readFailureReport(json: unknown): FailureReport {
  const report = findFailureReport(json);
  if (report !== undefined) return report;
  const message = `A failure was recorded in a form that cannot be read: ${describe(json)} instead of a report.`;
  return createReport("runtime.unexpected", { message });
}

/** The report in a JSON value; undefined where the value has no code and so is no report. Never throws. */
export function findFailureReport(json: unknown): FailureReport | undefined {
  const code = readString(json, "code");
  if (code === undefined || !CODE.test(code)) return undefined;
  const facts = readCodeFacts(code);
  const category = readCategory(json, facts);
  const domain = readString(json, "domain");
  const title = readString(json, "title") ?? facts.title;
  return frozenCopy({
    ...unknownMembers(json),
    schema: 1,
    code,
    category,
    domain: domain !== undefined && DOMAINS.includes(domain) ? domain : domainOf(category),
    retryable: isRetryable(category),
    retry_after_ms: asDelay(readMember(json, "retry_after_ms")),
    user_action: readUserAction(json) ?? facts.user_action,
    message: readString(json, "message") ?? title,
    title,
    type_uri: readString(json, "type_uri") ?? facts.type_uri,
    error_type: readString(json, "error_type") ?? facts.error_type,
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

// What stood there, and nothing of what was in it.
function describe(json: unknown): string {
  if (typeof json === "string") return `a text of ${json.length} characters`;
  if (asList(json).length > 0) return "a list";
  if (typeof json !== "object" || json === null)
    return json === null || json === undefined ? "nothing" : `a ${typeof json}`;
  return readMember(json, "code") === undefined ? "an object without a code" : "an object whose code is none";
}

function readCategory(json: unknown, facts: CodeFacts): Category {
  const given = CATEGORIES.find((category) => category === readString(json, "category"));
  if (given !== undefined) return given;
  // A category of a later version is not guessed at: the code's own default could invite a repeat that it forbids.
  return readMember(json, "category") === undefined ? facts.category : "unknown";
}

function readUserAction(json: unknown): UserAction | undefined {
  const action = readMember(json, "user_action");
  const detail = readString(action, "detail");
  const kind = readString(action, "kind");
  if (kind === undefined || detail === undefined) return undefined;
  return { kind: USER_ACTION_KINDS.find((known) => known === kind) ?? "unknown", detail };
}

const KNOWN = new Set(
  [
    "schema code category domain retryable retry_after_ms user_action message title type_uri error_type",
    "model provider provider_metadata location validation_errors",
  ].flatMap((names) => names.split(" ")),
);

/** True for the name of a member that this version reads. */
export function isReportMember(name: string): boolean {
  return KNOWN.has(name);
}

/** The members of a report that a later version wrote. */
export function unknownMembers(json: unknown): Record<string, unknown> {
  const others = memberNames(json).filter((name) => !isReportMember(name) && name !== "__proto__");
  return Object.fromEntries(others.slice(0, 50).map((name) => [name, jsonCopy(readMember(json, name))]));
}
