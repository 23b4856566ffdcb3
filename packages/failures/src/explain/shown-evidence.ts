import type { Evidence } from "../classify/evidence.ts";
import { frozenCopy } from "../frozen-json.ts";
import type { Effect } from "../report.ts";

/** What an error showed, as it may be printed: words of vocabularies only. */
export interface ShownEvidence {
  /** How far the request came: whether something may have happened at the other end. */
  readonly phase: Evidence["phase"];
  readonly status?: number;
  /** The provider's own error words, most specific first; `…` stands for one that could be a value. */
  readonly codes?: readonly string[];
  readonly signs?: readonly string[];
  /** The names of the errors, outermost first. */
  readonly names?: readonly string[];
  readonly network_code?: string;
  readonly system_code?: string;
  readonly finish_reason?: string;
  /** Milliseconds. */
  readonly retry_after_ms?: number;
  readonly should_retry?: boolean;
  readonly effect: Effect;
  readonly has_answered: boolean;
  readonly has_signal: boolean;
  readonly is_cancelled: boolean;
}

/** The evidence without anything that may be somebody's value. */
export function shownEvidence(evidence: Evidence): ShownEvidence {
  const { codes, signs, names, finish_reason } = evidence;
  return frozenCopy({
    phase: evidence.phase,
    status: evidence.status,
    codes: listOf(codes.map((code) => (isWord(code) ? code : "…"))),
    signs: listOf(signs),
    names: listOf([...new Set(names.filter((name) => /^[A-Za-z_$][\w$]{0,63}$/u.test(name)))]),
    network_code: evidence.network?.code,
    system_code: evidence.system_code,
    finish_reason: finish_reason === undefined || isWord(finish_reason) ? finish_reason : "…",
    retry_after_ms: evidence.retry_after_ms,
    should_retry: evidence.should_retry,
    effect: evidence.effect,
    has_answered: evidence.has_answered,
    has_signal: evidence.has_signal,
    is_cancelled: evidence.is_cancelled,
  }) as ShownEvidence;
}

/** A word of letters: a value with digits could be a key that somebody echoed. */
export function isWord(text: string): boolean {
  return text.length <= 64 && /^[a-z]+(?:[_.-][a-z]+)*$/u.test(text);
}

function listOf(items: readonly string[]): readonly string[] | undefined {
  return items.length > 0 ? items : undefined;
}
