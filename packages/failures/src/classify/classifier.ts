import { isFailureCode } from "../codes.ts";
import { createReport } from "../create-failure.ts";
import { FailureError, isFailureError } from "../failure-error.ts";
import { frozenCopy } from "../frozen-json.ts";
import { readMember } from "../read-value.ts";
import type { FailureReport, FailureTransport } from "../report.ts";
import type { ClassifyContext } from "./context.ts";
import { errorSource } from "./error-source.ts";
import { evidenceOf } from "./evidence.ts";
import type { Evidence } from "./evidence.ts";
import type { ErrorSource, Extractor } from "./extractor.ts";
import { CANCELLATION_RULES, NETWORK_RULES } from "./network-rules.ts";
import { matchesRule } from "./matches-rule.ts";
import { STAGES } from "./rule.ts";
import type { Rule } from "./rule.ts";
import { SERVER_RULES, STATUS_RULES } from "./status-rules.ts";
import { reportOf, UNEXPECTED } from "./verdict-report.ts";

/** A verdict on an error, and beside it what differs from path to path. */
export interface Classification {
  readonly report: FailureReport;
  readonly transport: FailureTransport;
}

/** How a classification came about. */
export interface Decision extends Classification {
  /** What the error showed; absent where a failure with a verdict of its own was found in it. */
  readonly evidence?: Evidence;
  /** The rule that decided; absent where none did, or none was asked. */
  readonly rule?: Rule;
}

/** Gives verdicts, by the rules that it was made from. */
export interface Classifier {
  /** The verdict on any thrown value. Never throws, never changes the value; a failure in the chain keeps its own verdict. */
  readonly classify: (error: unknown, context?: ClassifyContext) => Classification;
  /** The verdict as an error to throw. A failure is given back as it is; anything else becomes the cause. */
  readonly toFailure: (error: unknown, context?: ClassifyContext) => FailureError;
  /** The verdict, and how it came about. */
  readonly decide: (error: unknown, context?: ClassifyContext) => Decision;
  /** The first rule that evidence fulfils. */
  readonly ruleFor: (evidence: Evidence) => Rule | undefined;
  /** Every rule in the order in which it is asked. */
  readonly rules: readonly Rule[];
}

/**
 * A classifier that knows the statuses, the network and what the extractors know, the first one first. Throws a
 * TypeError for two rules of one id, a rule whose code is not in the table and a rule without a condition.
 */
export function createClassifier(options: { readonly extractors?: readonly Extractor[] } = {}): Classifier {
  const { extractors = [] } = options;
  const known = extractors.flatMap((extractor) => extractor.rules);
  const rules = inOrder([...CANCELLATION_RULES, ...known, ...SERVER_RULES, ...STATUS_RULES, ...NETWORK_RULES]);
  const ruleFor = (evidence: Evidence): Rule | undefined => rules.find(({ when }) => matchesRule(when, evidence));

  const decide = (error: unknown, context: ClassifyContext = {}): Decision => {
    try {
      const source = errorSource(error, () => context.now_ms ?? Date.now());
      const carried = carriedFailure(source, extractors);
      if (carried !== undefined) return { report: carried.report, transport: carried.transport };
      const evidence = evidenceOf(source, context, extractors);
      const reason = readMember(context.signal, "reason");
      // Who aborted with a failure has said why; some clients throw an AbortError of their own instead of it.
      if (evidence.is_cancelled && isFailureError(reason)) {
        return { report: reason.report, transport: reason.transport };
      }
      const rule = ruleFor(evidence);
      const transport = frozenCopy({ request_id: evidence.request_id }) as FailureTransport;
      const report = reportOf(rule?.then ?? { code: "runtime.unexpected" }, evidence, context);
      return { report, transport, evidence, ...(rule === undefined ? {} : { rule }) };
    } catch {
      // A hostile value that outwits every reader is still only an unexpected error.
      return { report: createReport("runtime.unexpected", { message: UNEXPECTED }), transport: frozenCopy({}) };
    }
  };
  const classify: Classifier["classify"] = (error, context) => {
    const { report, transport } = decide(error, context);
    return { report, transport };
  };
  const toFailure: Classifier["toFailure"] = (error, context) =>
    isFailureError(error) ? error : new FailureError({ ...classify(error, context), cause: error });
  return Object.freeze({ classify, toFailure, decide, ruleFor, rules });
}

function carriedFailure(source: ErrorSource, extractors: readonly Extractor[]): FailureError | undefined {
  const carried = source.layers.find((layer) => isFailureError(layer));
  if (carried !== undefined) return carried;
  for (const { recognise } of extractors) {
    const recognised = recognise?.(source);
    if (recognised !== undefined) return recognised;
  }
  return undefined;
}

function inOrder(rules: readonly Rule[]): readonly Rule[] {
  const ids = new Set<string>();
  for (const { id, when, then } of rules) {
    if (ids.has(id)) throw new TypeError(`Two rules are called ${id}`);
    if (!isFailureCode(then.code)) throw new TypeError(`Rule ${id}: ${String(then.code)} is no code`);
    if (Object.keys(when).length === 0) throw new TypeError(`Rule ${id} has no condition`);
    ids.add(id);
  }
  return frozenCopy(STAGES.flatMap((stage) => rules.filter((rule) => rule.stage === stage)));
}
