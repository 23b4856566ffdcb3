import type { FailureCode } from "../codes.ts";
import type { Category, Effect, UserAction } from "../report.ts";
import type { NetworkFacts } from "./network.ts";

/**
 * In which order rules are asked: what kind of error it is; limits and money, which hide behind other statuses; a
 * provider's words; its sentences, for want of a word; what the server says of a repeat; the status; the network; what is
 * left.
 */
export const STAGES = ["kind", "limit", "word", "wording", "server", "status", "network", "last"] as const;
/** When a rule is asked. */
export type Stage = (typeof STAGES)[number];

/** What evidence must show: every member that is given must hold, one of each list. */
export interface RuleCondition {
  readonly status?: readonly number[];
  /** Lowest and highest status, both included. */
  readonly status_between?: readonly [number, number];
  readonly codes?: readonly string[];
  readonly signs?: readonly string[];
  readonly names?: readonly string[];
  readonly network?: readonly NetworkFacts["kind"][];
  readonly finish_reason?: readonly string[];
  readonly effect?: readonly Effect[];
  /** A status from 200 to 299. */
  readonly is_success?: boolean;
  readonly should_retry?: boolean;
  readonly has_retry_after?: boolean;
  readonly has_codes?: boolean;
  readonly has_signal?: boolean;
  readonly has_answered?: boolean;
  readonly is_cancelled?: boolean;
  readonly is_loopback?: boolean;
  readonly without_signs?: readonly string[];
}

/** The verdict of a rule; category and action are the code's own unless given. */
export interface RuleVerdict {
  readonly code: FailureCode;
  readonly category?: Category;
  readonly user_action?: UserAction;
}

/** One row of the classification: plain data. Of those of one stage the first that the evidence fulfils decides. */
export interface Rule {
  /** Permanent: `<subject>.<what>`. */
  readonly id: string;
  readonly stage: Stage;
  readonly when: RuleCondition;
  readonly then: RuleVerdict;
  /** The id of a failure fixture that this rule decides. */
  readonly fixture: string;
}

/** The rows of a ladder: asked in one stage, each proven by the fixture that has the row's own name. */
export function rungs(stage: Stage, rows: readonly Omit<Rule, "stage" | "fixture">[]): readonly Rule[] {
  return rows.map((row) => ({ ...row, stage, fixture: row.id }));
}
