import type { Rule } from "../classify/rule.ts";
import { describeCondition } from "../explain/describe-condition.ts";
import type { CodeExplanation, Explanation, RepeatAllowed } from "../explain/explain.ts";
import type { ShownEvidence } from "../explain/shown-evidence.ts";
import { FailureError } from "../failure-error.ts";
import { plainLine } from "../plain-text.ts";
import { renderDuration } from "./render-duration.ts";
import { renderFailure } from "./render-failure.ts";

const LABEL_WIDTH = 10;

/** An explanation as lines for a person, without a trailing line feed: the failure, why, and what would have changed it. */
export function renderExplanation(
  explanation: Explanation,
  options: { readonly color?: boolean | undefined } = {},
): string {
  const { report, transport, evidence, rule, alternatives } = explanation;
  const widest = Math.max(0, ...alternatives.map(({ change }) => change.length));
  return [
    renderFailure(new FailureError({ report, transport }), options),
    "",
    "Why",
    ...(rule === undefined ? [`  ${WITHOUT_RULE[explanation.decided_by]}`] : renderRule(rule)),
    ...(evidence === undefined ? [] : [row("seen", renderEvidence(evidence))]),
    ...(alternatives.length === 0 ? [] : ["", "What would have changed it"]),
    ...alternatives.map(
      (other) => `  ${other.change.padEnd(widest)}  ${other.category} ${other.code}${inBrackets(other.rule)}`,
    ),
    "",
    "Repeated unattended",
    `  ${renderRepeat(explanation.repeat_allowed)}`,
  ].join("\n");
}

/** What is known of a code, as lines for a person: what it means, who must act, and the rules that give it. */
export function renderCode(explained: CodeExplanation): string {
  const { code, title, category, user_action, rules } = explained;
  return [
    `${plainLine(title)} [${code}]`,
    row("to do", user_action.detail),
    row("kind", category),
    row("who", explained.problem_domain),
    row("HTTP", String(explained.status)),
    row("type", explained.type_uri),
    "",
    "Repeated unattended",
    `  ${renderRepeat(explained.repeat_allowed)}`,
    "",
    "Rules that give it",
    ...(rules.length === 0 ? ["  none: it is raised where it happens"] : rules.flatMap((rule) => renderRule(rule))),
  ].join("\n");
}

const WITHOUT_RULE = {
  rule: "A rule decided.",
  carried: "The error carries a verdict of its own; nothing else was asked.",
  nothing: "No rule fits what was seen.",
} as const;

function renderRule(rule: Rule): readonly string[] {
  return [
    row("rule", `${rule.id}: ${describeCondition(rule.when).join("; ")}`),
    row("proof", `fixture ${rule.fixture}, asked in stage ${rule.stage}`),
  ];
}

function renderEvidence(evidence: ShownEvidence): string {
  const { status, codes, signs, names, network_code, system_code, finish_reason, retry_after_ms } = evidence;
  const parts = [
    status === undefined ? undefined : `status ${status}`,
    codes === undefined ? undefined : `words ${codes.join(", ")}`,
    signs === undefined ? undefined : `signs ${signs.join(", ")}`,
    network_code ?? system_code,
    finish_reason === undefined ? undefined : `finish reason ${finish_reason}`,
    retry_after_ms === undefined ? undefined : `a wait of ${renderDuration(retry_after_ms)} is asked for`,
    evidence.should_retry === undefined ? undefined : `x-should-retry: ${evidence.should_retry}`,
    names === undefined ? undefined : `errors ${names.join(" > ")}`,
    `the request: ${PHASES[evidence.phase]}`,
    evidence.is_cancelled ? "aborted by the caller" : undefined,
  ];
  return parts.filter((part) => part !== undefined).join("; ");
}

const PHASES = {
  not_sent: "never sent",
  sent: "sent, no answer",
  response_started: "sent, an answer had begun",
  response_complete: "answered",
  not_known: "not known how far it came",
} as const;

function renderRepeat(allowed: RepeatAllowed): string {
  const effects = Object.entries(allowed);
  const yes = effects.filter(([, may]) => may).map(([effect]) => effect);
  if (yes.length === effects.length) return "yes, whatever the call does";
  return yes.length === 0 ? "never" : `only where the effect of the call is ${yes.join(", ")}`;
}

function row(label: string, text: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${text}`;
}

function inBrackets(text: string | undefined): string {
  return text === undefined ? "" : ` (${text})`;
}
