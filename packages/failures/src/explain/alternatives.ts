import type { Classifier } from "../classify/classifier.ts";
import type { ClassifyContext } from "../classify/context.ts";
import type { Evidence } from "../classify/evidence.ts";
import { ABORTS, TIME_OUTS } from "../classify/network-rules.ts";
import { reportOf } from "../classify/verdict-report.ts";
import type { Category, Effect, FailureReport } from "../report.ts";
import { isWord } from "./shown-evidence.ts";

/** One fact that is otherwise, and the verdict that it would have made. */
export interface Alternative {
  /** What would be otherwise: `without status 429`, `with an effect that is effectful`. */
  readonly change: string;
  readonly code: string;
  readonly category: Category;
  readonly retryable: boolean;
  /** The rule that would decide; absent where none would. */
  readonly rule?: string;
}

type Change = readonly [change: string, evidence: Partial<Evidence>, context?: ClassifyContext];
const EFFECTS: readonly Effect[] = ["pure", "billable", "idempotent", "effectful"];

/** Every single fact that, had it been otherwise, would have made another verdict: code or category. */
export function alternativesOf(
  report: FailureReport,
  evidence: Evidence,
  context: ClassifyContext,
  classifier: Pick<Classifier, "ruleFor">,
): readonly Alternative[] {
  return [...changesOf(evidence), ...ceilingChanges(report, evidence)].flatMap(([change, changed, other]) => {
    const seen = { ...evidence, ...changed };
    const rule = classifier.ruleFor(seen);
    const verdict = reportOf(rule?.then ?? { code: "runtime.unexpected" }, seen, { ...context, ...other });
    if (verdict.code === report.code && verdict.category === report.category) return [];
    const { code, category, retryable } = verdict;
    return [{ change, code, category, retryable, ...(rule === undefined ? {} : { rule: rule.id }) }];
  });
}

function changesOf(evidence: Evidence): readonly Change[] {
  const { codes, signs, names, network, status, finish_reason, retry_after_ms, should_retry } = evidence;
  const changes: (Change | undefined)[] = [
    ...codes.map((code): Change => [
      `without the word ${isWord(code) ? code : "that is not shown"}`,
      { codes: codes.filter((other) => other !== code) },
    ]),
    ...signs.map((sign): Change => [`without the sign ${sign}`, { signs: signs.filter((other) => other !== sign) }]),
    codes.length + signs.length > 1 ? ["with a body that says nothing", { codes: [], signs: [] }] : undefined,
    status === undefined ? undefined : [`without status ${status}`, { status: undefined }],
    network === undefined ? undefined : [`without ${network.code}`, { network: undefined }],
    finish_reason === undefined ? undefined : ["without a finish reason", { finish_reason: undefined }],
    retry_after_ms === undefined ? undefined : ["without a delay that is asked for", { retry_after_ms: undefined }],
    ...[true, false].map((says): Change | undefined =>
      should_retry === says ? undefined : [`with x-should-retry: ${says}`, { should_retry: says }],
    ),
    ...EFFECTS.map((effect): Change | undefined =>
      effect === evidence.effect ? undefined : [`with an effect that is ${effect}`, { effect }],
    ),
    [
      evidence.has_answered ? "from a provider that never answered before" : "from a provider that answered before",
      { has_answered: !evidence.has_answered },
    ],
    evidence.is_cancelled ? ["without the caller's abort", { is_cancelled: false }] : undefined,
    // An error of an abort or a time-out means another thing when the caller asked for it.
    !evidence.is_cancelled && names.some((name) => [...ABORTS, ...TIME_OUTS].includes(name))
      ? ["with an abort by the caller", { is_cancelled: true }]
      : undefined,
    evidence.has_signal ? undefined : ["with a signal that the caller did not abort", { has_signal: true }],
  ];
  return changes.filter((change) => change !== undefined);
}

function ceilingChanges({ category }: FailureReport, { retry_after_ms }: Evidence): readonly Change[] {
  if (retry_after_ms === undefined) return [];
  const ceiling = category === "capacity" ? retry_after_ms : retry_after_ms - 1;
  return [[`with a ceiling of ${ceiling} ms for waits`, {}, { retry_after_ceiling_ms: ceiling }]];
}
