import type { ErrorSource } from "../classify/extractor.ts";
import { boundedDelay, parseDuration, parseHttpDate } from "../classify/retry-after.ts";
import { asList, asNumber, readMember, readString } from "../read-value.ts";
import type { AnswerBody } from "./answer-body.ts";

/**
 * The delay in whole milliseconds that an answer asks for elsewhere than in Retry-After: in its details, in the reset of
 * a limit of which nothing remains, or in its sentence.
 */
export function requestedDelay(source: ErrorSource, { error, sentence }: AnswerBody): number | undefined {
  return retryInfo(error) ?? exhaustedReset(source) ?? plainReset(source) ?? delayInWords(sentence);
}

function retryInfo(error: unknown): number | undefined {
  const delays = asList(readMember(error, "details")).map((detail) => readString(detail, "retryDelay"));
  const delay = delays.find((text) => text !== undefined);
  return delay === undefined ? undefined : parseDuration(delay);
}

const DIMENSIONS = ["requests", "tokens"] as const;
const ANTHROPIC_DIMENSIONS = ["requests", "tokens", "input-tokens", "output-tokens"] as const;

// The reset of a dimension that has something left is when it is full again, not when a request is allowed.
function exhaustedReset({ header, now }: ErrorSource): number | undefined {
  const relative = DIMENSIONS.map((dimension) =>
    header(`x-ratelimit-remaining-${dimension}`) === "0"
      ? parseDuration(header(`x-ratelimit-reset-${dimension}`)?.trim() ?? "")
      : undefined,
  );
  const absolute = ANTHROPIC_DIMENSIONS.map((dimension) => {
    if (header(`anthropic-ratelimit-${dimension}-remaining`) !== "0") return undefined;
    const until = Date.parse(header(`anthropic-ratelimit-${dimension}-reset`) ?? "");
    const from = parseHttpDate(header("date")?.trim() ?? "", now) ?? now();
    return Number.isNaN(until) ? undefined : boundedDelay(until - from);
  });
  const delays = [...relative, ...absolute].filter((delay) => delay !== undefined);
  return delays.length === 0 ? undefined : Math.max(...delays);
}

const MILLISECONDS_FROM = 1e12;
const SECONDS_FROM = 1e9;

// One header, three meanings: a moment in milliseconds or seconds since the epoch, or seconds from now.
function plainReset({ header, now }: ErrorSource): number | undefined {
  if (header("x-ratelimit-remaining") !== "0" && header("anthropic-ratelimit-unified-status") !== "rejected") {
    return undefined;
  }
  const reset = asNumber((header("x-ratelimit-reset") ?? header("anthropic-ratelimit-unified-reset"))?.trim());
  if (reset === undefined) return undefined;
  if (reset > MILLISECONDS_FROM) return boundedDelay(reset - now());
  return boundedDelay(reset > SECONDS_FROM ? reset * 1000 - now() : reset * 1000);
}

const SECONDS_IN_WORDS = /(?:try again|retry)\s+(?:after|in)\s+(\d{1,9}(?:\.\d{1,9})?)\s*sec/iu;
const DURATION_IN_WORDS = /(?:try again|retry)\s+(?:after|in)\s+((?:\d{1,9}(?:\.\d{1,9})?(?:ms|[hms]))+)/iu;

function delayInWords(sentence: string): number | undefined {
  const [, seconds] = SECONDS_IN_WORDS.exec(sentence) ?? [];
  if (seconds !== undefined) return boundedDelay(Number(seconds) * 1000);
  const [, duration] = DURATION_IN_WORDS.exec(sentence) ?? [];
  return duration === undefined ? undefined : parseDuration(duration);
}
