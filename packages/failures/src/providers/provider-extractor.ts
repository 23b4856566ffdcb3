import type { ErrorSource, Extractor, Findings } from "../classify/extractor.ts";
import type { Rule } from "../classify/rule.ts";
import { answerBodyOf } from "./answer-body.ts";
import type { AnswerBody } from "./answer-body.ts";
import { finishReasonOf } from "./finish-reason.ts";
import { requestedDelay } from "./requested-delay.ts";

/** A sign, and the wording by which a provider gives it where it has no word for it. */
export type Wording = readonly [sign: string, wording: RegExp];

/** What one provider's answers are read by. */
export interface ProviderParts {
  readonly id: string;
  readonly wordings?: readonly Wording[];
  /** The signs that its answers have beyond words and wordings. */
  readonly signs?: (body: AnswerBody) => readonly string[];
  readonly rules: readonly Rule[];
}

/** An extractor for the answers of one provider: the words of any answer, and what only this one says. */
export function providerExtractor(parts: ProviderParts): Extractor & ProviderParts {
  const { wordings = [], signs } = parts;
  const read = (source: ErrorSource): Findings => {
    const body = source.once(answerBodyOf);
    const said = wordings.filter(([, wording]) => wording.test(body.sentence)).map(([sign]) => sign);
    return { ...source.once(commonFindings), signs: [...body.signs, ...said, ...(signs?.(body) ?? [])] };
  };
  return Object.freeze({ ...parts, read });
}

function commonFindings(source: ErrorSource): Findings {
  const body = source.once(answerBodyOf);
  return {
    codes: body.codes,
    status: body.status,
    retry_after_ms: requestedDelay(source, body),
    finish_reason: finishReasonOf(source, body.root),
  };
}
