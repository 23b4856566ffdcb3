import type { RuleCondition } from "../classify/rule.ts";

/** What a rule asks for, in words: parts that must all hold. */
export function describeCondition(when: RuleCondition): readonly string[] {
  const range = when.status_between;
  const parts: readonly (string | undefined)[] = [
    listed("status", when.status),
    range === undefined ? undefined : `status ${range[0]} to ${range[1]}`,
    listed("the word", when.codes),
    listed("the sign", when.signs),
    listed("an error named", when.names),
    listed("a connection:", when.network),
    listed("finish reason", when.finish_reason),
    listed("effect", when.effect),
    said(when.is_success, "a status of success", "no status of success"),
    said(when.should_retry, "x-should-retry: true", "x-should-retry: false"),
    said(when.has_retry_after, "a delay that is asked for", "no delay that is asked for"),
    said(when.has_codes, "a word of the provider's", "no word of the provider's"),
    said(when.has_signal, "a signal of the caller's", "no signal of the caller's"),
    said(when.has_answered, "a provider that answered before", "a provider that never answered"),
    said(when.is_cancelled, "aborted by the caller", "not aborted by the caller"),
    said(when.is_loopback, "an address on this machine", "an address elsewhere"),
    when.without_signs === undefined ? undefined : `not the sign ${when.without_signs.join(", ")}`,
  ];
  return parts.filter((part) => part !== undefined);
}

function listed(name: string, values: readonly (string | number)[] | undefined): string | undefined {
  if (values === undefined) return undefined;
  const [last = "", ...others] = values.toReversed().map(String);
  return others.length === 0 ? `${name} ${last}` : `${name} ${others.toReversed().join(", ")} or ${last}`;
}

function said(value: boolean | undefined, yes: string, no: string): string | undefined {
  return value === undefined ? undefined : value ? yes : no;
}
