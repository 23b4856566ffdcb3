import { ACTION_SENTENCES } from "../action-sentences.ts";
import { readCodeFacts } from "../code-families.ts";
import { isFailureCode } from "../codes.ts";
import { frozenCopy } from "../frozen-json.ts";
import { readFailureReport } from "../read-report.ts";
import type { FailureLocation, FailureReport, ValidationProblem } from "../report.ts";
import { namesHostPath } from "./host-path.ts";

/**
 * The report as strangers may see it. Identity, verdict, delay and place stay; model, provider, what it said, and members
 * of later versions go. The message stays where it was written for the caller, else the title stands for it; the action's
 * sentence is the code's own. The caller's own errors stay. No text names a path of the host. Redacting twice changes nothing.
 */
export function redactReport(given: FailureReport): FailureReport {
  const report = readFailureReport(given);
  const { schema, code, category, domain, retryable, retry_after_ms } = report;
  const facts = readCodeFacts(code);
  const { kind } = report.user_action;
  // A title of the table never changes; one that was read with a code of another version is that version's word.
  const title = isFailureCode(code) ? facts.title : withoutPath(report.title, code);
  const problems = report.validation_errors?.flatMap((problem) => redactProblem(problem));
  return frozenCopy({
    schema,
    code,
    category,
    domain,
    retryable,
    retry_after_ms,
    user_action: { kind, detail: kind === facts.user_action.kind ? facts.user_action.detail : ACTION_SENTENCES[kind] },
    message: isWrittenForCallers(report) ? withoutPath(report.message, sentence(title)) : sentence(title),
    title,
    type_uri: withoutPath(report.type_uri, facts.type_uri),
    error_type: withoutPath(report.error_type, facts.error_type),
    location: redactLocation(report.location),
    validation_errors: problems !== undefined && problems.length > 0 ? problems : undefined,
  }) as FailureReport;
}

/**
 * Whether a report's message speaks of nothing but the caller's own request or method: its code is one of ours, its domain
 * is `input` or `method`, and no model, provider or provider's word is in the report. A function's failure repeats what the
 * function threw, so it is not.
 */
function isWrittenForCallers({ code, model, provider, provider_metadata }: FailureReport): boolean {
  if (!isFailureCode(code) || code === "perdure.function_failed") return false;
  if (model !== undefined || provider !== undefined || provider_metadata !== undefined) return false;
  const { problem_domain } = readCodeFacts(code);
  return problem_domain === "input" || problem_domain === "method";
}

function redactProblem(problem: ValidationProblem): readonly ValidationProblem[] {
  const { code, category, message, location, suggestion } = problem;
  if (namesHostPath(code)) return [];
  const kept = {
    code,
    category: category === undefined || namesHostPath(category) ? undefined : category,
    message: withoutPath(message, sentence(readCodeFacts(code).title)),
    location: redactLocation(location),
    suggestion: suggestion === undefined || namesHostPath(suggestion) ? undefined : suggestion,
  };
  return [frozenCopy(kept) as ValidationProblem];
}

function redactLocation(location: FailureLocation | undefined): FailureLocation | undefined {
  if (location === undefined) return undefined;
  const path = location.path?.filter((segment) => !namesHostPath(segment));
  const entries = Object.entries({ ...location, path: path === undefined || path.length === 0 ? undefined : path });
  const kept = entries.filter(([, value]) => typeof value !== "string" || !namesHostPath(value));
  const redacted = frozenCopy(Object.fromEntries(kept)) as FailureLocation;
  return Object.keys(redacted).length > 0 ? redacted : undefined;
}

const withoutPath = (text: string, otherwise: string): string => (namesHostPath(text) ? otherwise : text);
const sentence = (title: string): string => (/[.!?]$/u.test(title) ? title : `${title}.`);
