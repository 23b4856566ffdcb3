import type { Rule, RuleCondition } from "./rule.ts";

/** A change of one rule that some failure must notice. */
export interface RuleMutant {
  readonly name: string;
  /** The rule with the change; undefined where it is gone. */
  readonly rule: Rule | undefined;
}

/**
 * Rules are data, so a mutant is another row: nothing has to be instrumented, all of them are tried in seconds, and the
 * suite itself is the gate. Every small change of a rule: it is gone, a condition is gone or turned round, a list lacks one of its words, a bound
 * is moved by one, the verdict is another one or lacks what it says beyond the code.
 */
export function mutantsOf(rule: Rule): readonly RuleMutant[] {
  const { when, then } = rule;
  const mutant = (name: string, change: Partial<Rule>): RuleMutant => ({
    name: `${rule.id}: ${name}`,
    rule: { ...rule, ...change },
  });
  const conditions = Object.keys(when) as (keyof RuleCondition)[];
  return [
    { name: `${rule.id}: gone`, rule: undefined },
    mutant("another code", { then: { code: "run.lost" } }),
    ...(then.category === undefined ? [] : [mutant("its code's own category", { then: without(then, "category") })]),
    ...(then.user_action === undefined
      ? []
      : [mutant("its code's own action", { then: without(then, "user_action") })]),
    ...conditions.flatMap((name) => [
      mutant(`without ${name}`, { when: without(when, name) }),
      ...changesOf(when, name).map(([change, value]) =>
        mutant(`${name} ${change}`, { when: { ...when, [name]: value } }),
      ),
    ]),
  ];
}

function changesOf(when: RuleCondition, name: keyof RuleCondition): readonly (readonly [string, unknown])[] {
  const value = when[name];
  if (typeof value === "boolean") return [["turned round", !value]];
  if (name === "status_between") {
    const [low, high] = when.status_between ?? [0, 0];
    return [
      [`from ${low + 1}`, [low + 1, high]],
      [`to ${high - 1}`, [low, high - 1]],
    ];
  }
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.map((item) => [`without ${String(item)}`, items.filter((other) => other !== item)] as const);
}

function without<T extends object>(members: T, name: keyof T): T {
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== name)) as T;
}
