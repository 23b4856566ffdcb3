import type { Evidence } from "./evidence.ts";
import type { RuleCondition } from "./rule.ts";

/** Whether evidence fulfils a condition. */
export function matchesRule(when: RuleCondition, evidence: Evidence): boolean {
  const { status, network } = evidence;
  const between = when.status_between;
  return (
    among(when.status, status) &&
    (between === undefined || (status !== undefined && status >= between[0] && status <= between[1])) &&
    overlaps(when.codes, evidence.codes) &&
    overlaps(when.signs, evidence.signs) &&
    overlaps(when.names, evidence.names) &&
    among(when.network, network?.kind) &&
    among(when.finish_reason, evidence.finish_reason) &&
    among(when.effect, evidence.effect) &&
    equals(when.is_success, status !== undefined && status >= 200 && status < 300) &&
    equals(when.should_retry, evidence.should_retry) &&
    equals(when.has_retry_after, evidence.retry_after_ms !== undefined) &&
    equals(when.has_codes, evidence.codes.length > 0) &&
    equals(when.has_signal, evidence.has_signal) &&
    equals(when.has_answered, evidence.has_answered) &&
    equals(when.is_cancelled, evidence.is_cancelled) &&
    equals(when.is_loopback, network?.is_loopback === true) &&
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
