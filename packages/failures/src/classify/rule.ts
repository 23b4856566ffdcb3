import type { FailureCode } from "../codes.ts";
import type { Category, Effect, UserAction } from "../report.ts";
import type { Evidence } from "./evidence.ts";
import type { NetworkFacts, Phase } from "./network.ts";
import type { Sign } from "./signs.ts";

/** What evidence must show: every member that is given must hold, one of each list. */
export interface RuleCondition {
  readonly status?: readonly number[];
  /** Lowest and highest status, both included. */
  readonly status_between?: readonly [number, number];
  readonly codes?: readonly string[];
  readonly signs?: readonly Sign[];
  readonly names?: readonly string[];
  readonly network?: readonly NetworkFacts["kind"][];
  readonly network_codes?: readonly string[];
  readonly phase?: readonly Phase[];
  readonly file_codes?: readonly string[];
  readonly file_writing?: boolean;
  readonly finish_reason?: readonly string[];
  readonly effect?: readonly Effect[];
  readonly should_retry?: boolean;
  readonly has_retry_after?: boolean;
  readonly has_codes?: boolean;
  readonly has_signal?: boolean;
  readonly has_answered?: boolean;
  readonly is_cancelled?: boolean;
  readonly without_signs?: readonly Sign[];
}

/** The verdict of a rule; category and action are the code's own unless given. */
export interface RuleVerdict {
  readonly code: FailureCode;
  readonly category?: Category;
  readonly user_action?: UserAction;
}

/** One row of the classification: data, decided in order, first match wins. */
export interface Rule {
  readonly id: string;
  readonly when: RuleCondition;
  readonly verdict: RuleVerdict;
}

/** Whether evidence fulfils a condition. */
export function matchesRule(when: RuleCondition, evidence: Evidence): boolean {
  const { status, network, file } = evidence;
  const between = when.status_between;
  return (
    among(when.status, status) &&
    (between === undefined || (status !== undefined && status >= between[0] && status <= between[1])) &&
    overlaps(when.codes, evidence.codes) &&
    overlaps(when.signs, evidence.signs) &&
    overlaps(when.names, evidence.names) &&
    among(when.network, network?.kind) &&
    among(when.network_codes, network?.code) &&
    among(when.phase, evidence.phase) &&
    among(when.file_codes, file?.code) &&
    among(when.finish_reason, evidence.finish_reason) &&
    among(when.effect, evidence.effect) &&
    equals(when.file_writing, file?.writing) &&
    equals(when.should_retry, evidence.should_retry) &&
    equals(when.has_retry_after, evidence.retry_after_ms !== undefined) &&
    equals(when.has_codes, evidence.codes.length > 0) &&
    equals(when.has_signal, evidence.has_signal) &&
    equals(when.has_answered, evidence.has_answered) &&
    equals(when.is_cancelled, evidence.is_cancelled) &&
    (when.without_signs === undefined || !overlaps(when.without_signs, evidence.signs))
  );
}

function among<T>(allowed: readonly T[] | undefined, value: T | undefined): boolean {
  return allowed === undefined || (value !== undefined && allowed.includes(value));
}

function overlaps<T>(allowed: readonly T[] | undefined, values: readonly T[]): boolean {
  return allowed === undefined || allowed.some((one) => values.includes(one));
}

function equals<T>(expected: T | undefined, value: T | undefined): boolean {
  return expected === undefined || expected === value;
}
