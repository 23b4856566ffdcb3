import type { Evidence } from "./evidence.ts";
import type { RuleCondition } from "./rule.ts";

/** Whether evidence fulfils a condition. */
export function matchesRule(when: RuleCondition, evidence: Evidence): boolean {
  const { codes, network, retry_after_ms, signs, status = 0 } = evidence;
  const { status_between: [low, high] = [0, 599], without_signs = [], ...wanted } = when;
  // By the names of the conditions that ask for them; every other condition asks for a member of the evidence.
  const derived: Readonly<Record<string, unknown>> = {
    network: network?.kind,
    is_success: status >= 200 && status < 300,
    has_retry_after: retry_after_ms !== undefined,
    has_codes: codes.length > 0,
    is_loopback: network?.is_loopback === true,
  };
  return (
    status >= low &&
    status <= high &&
    !overlaps(without_signs, signs) &&
    Object.entries<unknown>(wanted).every(([name, allowed]) =>
      overlaps(allowed, derived[name] ?? evidence[name as keyof Evidence]),
    )
  );
}

function overlaps(allowed: unknown, shown: unknown): boolean {
  if (Array.isArray(shown)) return shown.some((one) => overlaps(allowed, one));
  return Array.isArray(allowed) ? allowed.includes(shown) : allowed === shown;
}
