import { CODES } from "../codes.ts";
import { createReport } from "../create-failure.ts";
import { frozenCopy } from "../frozen-json.ts";
import type { Category, FailureReport, UserAction } from "../report.ts";
import type { ClassifyContext } from "./context.ts";
import type { Evidence } from "./evidence.ts";
import type { RuleVerdict } from "./rule.ts";

/** One hour: the longest wait that a server may ask for before it is a matter of capacity. */
export const DEFAULT_CEILING_MS = 3_600_000;
export const UNEXPECTED = "Something failed with an error of a kind that is not known.";

const WAIT_LONG: UserAction = {
  kind: "wait_and_retry",
  detail: "Resume the run when the wait is over, or use another model.",
};

/** The report of a verdict: the code's own facts, and what the evidence and the caller add. No word of a provider's. */
export function reportOf(verdict: RuleVerdict, evidence: Evidence, context: ClassifyContext): FailureReport {
  const category: Category = verdict.category ?? CODES[verdict.code][0];
  const asksToWait = category === "transient" || category === "ambiguous" || category === "capacity";
  const delay = asksToWait ? evidence.retry_after_ms : undefined;
  const ceiling = context.retry_after_ceiling_ms ?? DEFAULT_CEILING_MS;
  const isTooLong = category === "transient" && delay !== undefined && delay > ceiling;
  return createReport(verdict.code, {
    message: messageOf(verdict.code, evidence, context),
    category: isTooLong ? "capacity" : category,
    user_action: isTooLong ? WAIT_LONG : verdict.user_action,
    retry_after_ms: delay,
    model: context.model,
    provider: context.provider,
    provider_metadata: providerMetadata(evidence),
    // A value that a client could not read is the provider's, not the caller's.
    validation_errors: verdict.code === "input.invalid" ? evidence.validation_errors : undefined,
  });
}

function providerMetadata({ status, codes }: Evidence): FailureReport["provider_metadata"] {
  const code = codes.find((word) => isPlainWord(word));
  if (status === undefined && code === undefined) return undefined;
  return frozenCopy({ status_code: status, provider_error_code: code }) as FailureReport["provider_metadata"];
}

// A word of a vocabulary has letters only: a value with digits or dashes could be a key that somebody echoed.
function isPlainWord(word: string): boolean {
  return word.length <= 64 && /^[a-z]{1,40}(?:[_.][a-z]{1,40}){0,6}$/u.test(word);
}

function messageOf(code: RuleVerdict["code"], evidence: Evidence, context: ClassifyContext): string {
  if (code === "runtime.unexpected") return UNEXPECTED;
  const facts = Object.entries({
    provider: context.provider,
    model: context.model,
    status: evidence.status,
    network: evidence.network?.code,
    system: evidence.system_code,
  }).filter(([, value]) => value !== undefined);
  const title = CODES[code][4];
  return facts.length === 0 ? `${title}.` : `${title} (${facts.map((fact) => fact.join(" ")).join(", ")}).`;
}
