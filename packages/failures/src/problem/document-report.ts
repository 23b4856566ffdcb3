import { readCodeFacts } from "../code-families.ts";
import { isFailureCode } from "../codes.ts";
import { findFailureReport, isReportMember } from "../read-report.ts";
import { asList, asNumber, memberNames, readMember, readString } from "../read-value.ts";
import type { Category, FailureReport } from "../report.ts";
import { DOCUMENT_MEMBERS } from "./problem-document.ts";
import { ACTION_OF_STEP } from "./step-kinds.ts";
import type { StepKind } from "./step-kinds.ts";

/**
 * The report in a problem document; undefined where the value is none. A document is one by its dotted `code`; one of an
 * older writer, which has an `error_type` and no code, is an unexpected failure with what it says of itself.
 */
export function documentReport(document: unknown): FailureReport | undefined {
  const given = readString(document, "code") ?? "";
  const isCode = findFailureReport({ code: given }) !== undefined;
  if (!isCode && readString(document, "error_type") === undefined) return undefined;
  const code = isCode ? given : "runtime.unexpected";
  return findFailureReport({
    ...laterMembers(document),
    code,
    category: categoryOf(document, code),
    domain: readMember(document, "error_domain"),
    retry_after_ms: delayOf(document),
    user_action: actionOf(document),
    message: readString(document, "detail") ?? readString(document, "message"),
    title: readMember(document, "title"),
    type_uri: readMember(document, "type"),
    error_type: readMember(document, "error_type"),
    model: readMember(document, "model"),
    provider: readMember(document, "provider"),
    provider_metadata: readMember(document, "provider_metadata"),
    location: readMember(document, "location"),
    validation_errors: problemsOf(document),
  });
}

const CATEGORY_OF_VERDICT: ReadonlyMap<string, Category> = new Map([
  ["yes", "transient"],
  ["outcome_unknown", "ambiguous"],
]);

// Whatever one member says, a repeat is invited only where no other forbids it; a value that is not known forbids it.
function categoryOf(document: unknown, code: string): unknown {
  const retry = readMember(document, "retry");
  const own = readCodeFacts(code).category;
  const byVerdict = isFailureCode(code) || typeof retry !== "string" ? undefined : CATEGORY_OF_VERDICT.get(retry);
  const said = readMember(document, "error_category") ?? byVerdict ?? own;
  const forbids = retry !== undefined && retry !== "yes";
  if (said === "transient" && retry === "outcome_unknown") return "ambiguous";
  if (said === "transient" && (forbids || readMember(document, "retryable") === false)) return "unknown";
  if (said === "ambiguous" && forbids && retry !== "outcome_unknown") return "unknown";
  return said;
}

function actionOf(document: unknown): unknown {
  const action = readMember(document, "user_action");
  if (readString(action, "kind") !== undefined && readString(action, "detail") !== undefined) return action;
  const step = readMember(document, "next_step");
  const kind = readString(step, "kind") ?? "";
  return {
    kind: Object.hasOwn(ACTION_OF_STEP, kind) ? ACTION_OF_STEP[kind as StepKind] : "unknown",
    detail: readMember(step, "detail"),
  };
}

function delayOf(document: unknown): number | undefined {
  const metadata = readMember(document, "provider_metadata");
  const seconds =
    asNumber(readMember(document, "retry_after")) ?? asNumber(readMember(metadata, "retry_after_seconds"));
  if (seconds === undefined) return undefined;
  const milliseconds = seconds * 1000;
  const whole = Math.round(milliseconds);
  // A thousandth of a number of milliseconds is rarely exact; what is further off is a fraction, and rounded up.
  return Math.abs(milliseconds - whole) < 0.001 ? whole : Math.ceil(milliseconds);
}

function problemsOf(document: unknown): readonly object[] {
  const errors = asList(readMember(document, "errors"));
  return (errors.length > 0 ? errors : asList(readMember(document, "validation_errors"))).map((item) => {
    const suggestions = asList(readMember(item, "suggestions")).filter((one) => typeof one === "string");
    return {
      code: readMember(item, "code") ?? readMember(item, "category"),
      category: readMember(item, "category"),
      message: readString(item, "detail") ?? readString(item, "message"),
      location: readMember(item, "location"),
      suggestion: suggestions.length > 0 ? suggestions.join(", ") : undefined,
    };
  });
}

function laterMembers(document: unknown): Record<string, unknown> {
  const extensions = readMember(document, "extensions");
  const own = memberNames(document).filter((name) => !DOCUMENT_MEMBERS.has(name));
  const entries = [
    ...own.map((name) => [name, readMember(document, name)] as const),
    ...memberNames(extensions).map((name) => [name, readMember(extensions, name)] as const),
  ];
  return Object.fromEntries(entries.filter(([name]) => !isReportMember(name)));
}
