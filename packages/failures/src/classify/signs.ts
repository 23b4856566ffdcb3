/** A fact that an answer shows by its shape or, for want of a code, by its wording. The wording itself is not kept. */
export type Sign =
  | "budget_in_flight"
  | "context_exceeded"
  | "cut_body"
  | "daily_quota"
  | "empty_body"
  | "error_body"
  | "file_missing"
  | "html_body"
  | "json_body"
  | "model_missing"
  | "moderated"
  | "no_quota_for_model"
  | "region_refused"
  | "request_over_limit"
  | "spend_limit"
  | "text_body";

const WORDINGS: readonly (readonly [Sign, RegExp])[] = [
  [
    "context_exceeded",
    /maximum context length|context (?:length|window)|prompt is too long|input is too long|exceeds the maximum number of tokens/iu,
  ],
  ["spend_limit", /credit balance is too low|reached your specified (?:workspace )?api usage limits/iu],
  ["no_quota_for_model", /\blimit: 0\b/u],
  ["model_missing", /\bmodel\b[\s\S]{0,120}?(?:not found|does not exist)|unknown model|model identifier is invalid/iu],
  ["file_missing", /\bfile\b[\s\S]{0,80}?(?:not found|does not exist)/iu],
  [
    "region_refused",
    /(?:country|region|territory|location)[^.]{0,60}not (?:supported|available)|not available in your (?:country|region|location)/iu,
  ],
];
const REQUEST_OVER_LIMIT = /request too large[\s\S]{0,200}?limit:? (\d+)[\s\S]{0,60}?requested:? (\d+)/iu;

/** The signs in a provider's sentence. They decide only where no code does. */
export function signsIn(text: string): readonly Sign[] {
  const sentence = text.slice(0, 2000);
  const signs = WORDINGS.filter(([, wording]) => wording.test(sentence)).map(([sign]) => sign);
  const [, limit, requested] = REQUEST_OVER_LIMIT.exec(sentence) ?? [];
  return limit !== undefined && Number(requested) > Number(limit) ? [...signs, "request_over_limit"] : signs;
}
