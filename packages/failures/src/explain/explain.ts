import type { Classifier } from "../classify/classifier.ts";
import type { ClassifyContext } from "../classify/context.ts";
import type { Rule } from "../classify/rule.ts";
import { codeFacts } from "../code-facts.ts";
import type { CodeFacts } from "../code-facts.ts";
import type { FailureCode } from "../codes.ts";
import { frozenCopy } from "../frozen-json.ts";
import { mayAutoRetry } from "../retry.ts";
import type { Category, Effect, FailureReport, FailureTransport } from "../report.ts";
import { alternativesOf } from "./alternatives.ts";
import type { Alternative } from "./alternatives.ts";
import { shownEvidence } from "./shown-evidence.ts";
import type { ShownEvidence } from "./shown-evidence.ts";

/** A verdict and how it came about: plain frozen JSON that names no value of an error's. */
export interface Explanation {
  readonly report: FailureReport;
  readonly transport: FailureTransport;
  /**
   * `rule`: the rule that is given. `carried`: a failure with a verdict of its own was in the error, nothing else was
   * asked. `nothing`: no rule fits.
   */
  readonly decided_by: "rule" | "carried" | "nothing";
  readonly rule?: Rule;
  readonly evidence?: ShownEvidence;
  /** What would have changed the verdict. */
  readonly alternatives: readonly Alternative[];
  /** Whether a repeat is allowed unattended, by what a repeat may do. */
  readonly repeat_allowed: RepeatAllowed;
}

/** Whether a repeat is allowed unattended, by what a repeat may do. */
export type RepeatAllowed = Readonly<Record<Effect, boolean>>;

/** What is known of a code before anything failed: its facts, the rules that give it, who may repeat. */
export interface CodeExplanation extends CodeFacts {
  readonly retryable: boolean;
  readonly rules: readonly Rule[];
  readonly repeat_allowed: RepeatAllowed;
}

/** Explains the verdicts of one classifier. */
export interface Explainer {
  /** The verdict on any thrown value, and how it came about. Never throws, never changes the value. */
  readonly explain: (error: unknown, context?: ClassifyContext) => Explanation;
  readonly explainCode: (code: FailureCode) => CodeExplanation;
}

/** An explainer of what a classifier decides. */
export function createExplainer(classifier: Classifier): Explainer {
  const explain: Explainer["explain"] = (error, context = {}) => {
    const { report, transport, evidence, rule } = classifier.decide(error, context);
    return frozenCopy({
      report,
      transport,
      decided_by: evidence === undefined ? "carried" : rule === undefined ? "nothing" : "rule",
      rule,
      evidence: evidence === undefined ? undefined : shownEvidence(evidence),
      alternatives: evidence === undefined ? [] : alternativesOf(report, evidence, context, classifier),
      repeat_allowed: repeatAllowed(report.category),
    }) as Explanation;
  };
  const explainCode: Explainer["explainCode"] = (code) => {
    const facts = codeFacts(code);
    const rules = classifier.rules.filter(({ then }) => then.code === code);
    const allowed = repeatAllowed(facts.category);
    return frozenCopy({ ...facts, retryable: facts.category === "transient", rules, repeat_allowed: allowed });
  };
  return Object.freeze({ explain, explainCode });
}

function repeatAllowed(category: Category): RepeatAllowed {
  return {
    pure: mayAutoRetry({ category }, "pure"),
    billable: mayAutoRetry({ category }, "billable"),
    idempotent: mayAutoRetry({ category }, "idempotent"),
    effectful: mayAutoRetry({ category }, "effectful"),
  };
}
