import { CODES } from "../codes.ts";
import { createReport } from "../create-failure.ts";
import { FailureError, isFailureError } from "../failure-error.ts";
import { frozenCopy } from "../frozen-json.ts";
import { readMember } from "../read-value.ts";
import type { Category, FailureReport, FailureTransport, UserAction } from "../report.ts";
import type { ClassifyContext } from "./context.ts";
import { evidenceOf } from "./evidence.ts";
import type { Evidence } from "./evidence.ts";
import { layersOf } from "./layers.ts";
import { matchesRule } from "./rule.ts";
import type { Rule, RuleVerdict } from "./rule.ts";
import { RULES } from "./rules.ts";

/** A verdict on an error, and beside it what differs from path to path. */
export interface Classification {
  readonly report: FailureReport;
  readonly transport: FailureTransport;
}

const DEFAULT_CEILING_MS = 3_600_000;

/**
 * The verdict on any thrown value. Reads by structure and imports no SDK; never throws and never changes the value; a
 * failure anywhere in the chain keeps its own verdict. The message is ours: no word of the provider is in it.
 */
export function classify(error: unknown, context: ClassifyContext = {}): Classification {
  try {
    const classified = layersOf(error).find((layer) => isFailureError(layer));
    if (classified !== undefined) return { report: classified.report, transport: classified.transport };
    const evidence = evidenceOf(error, context);
    const reason = readMember(context.signal, "reason");
    // Who aborted with a failure has said why; some clients throw an AbortError of their own instead of it.
    if (evidence.is_cancelled && isFailureError(reason)) return { report: reason.report, transport: reason.transport };
    const verdict = decidingRule(evidence)?.verdict ?? { code: "runtime.unexpected" };
    const transport = frozenCopy({ request_id: evidence.request_id }) as FailureTransport;
    return { report: reportOf(verdict, evidence, context), transport };
  } catch {
    // A hostile value that outwits every reader is still only an unexpected error.
    return { report: createReport("runtime.unexpected", { message: UNEXPECTED }), transport: frozenCopy({}) };
  }
}

/** The first rule that the evidence fulfils; undefined where none does and the error stays unexplained. */
export function decidingRule(evidence: Evidence): Rule | undefined {
  return RULES.find((rule) => matchesRule(rule.when, evidence));
}

/** The verdict as an error to throw. A failure is given back as it is; anything else becomes the cause. */
export function toFailure(error: unknown, context: ClassifyContext = {}): FailureError {
  return isFailureError(error) ? error : new FailureError({ ...classify(error, context), cause: error });
}

const UNEXPECTED = "Something failed with an error of a kind that is not known.";

function reportOf(verdict: RuleVerdict, evidence: Evidence, context: ClassifyContext): FailureReport {
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
  });
}

const WAIT_LONG: UserAction = {
  kind: "wait_and_retry",
  detail: "The provider asks for a long wait: resume the run when it has passed, or use another model.",
};

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
  const facts = [
    context.provider === undefined ? undefined : `provider ${context.provider}`,
    context.model === undefined ? undefined : `model ${context.model}`,
    evidence.status === undefined ? undefined : `status ${evidence.status}`,
    evidence.network === undefined ? undefined : `network ${evidence.network.code}`,
    evidence.file === undefined ? undefined : `system ${evidence.file.code}`,
  ].filter((fact) => fact !== undefined);
  const title = CODES[code][4];
  return facts.length === 0 ? `${title}.` : `${title} (${facts.join(", ")}).`;
}
