import { asNumber } from "../read-value.ts";
import type { HeaderReader } from "./headers.ts";

const LONGEST_MS = 366 * 86_400_000;

/**
 * The delay that an answer's headers ask for, in whole milliseconds, rounded up. A date is measured from the answer's
 * own Date, else from `now`. Undefined where nothing readable is asked; a moment in the past is 0.
 */
export function retryAfterOf(header: HeaderReader, now: () => number): number | undefined {
  const milliseconds = asNumber(header("retry-after-ms")?.trim()) ?? asNumber(header("x-amz-retry-after")?.trim());
  if (milliseconds !== undefined) return bounded(milliseconds);
  const text = header("retry-after")?.trim();
  if (text !== undefined) {
    const seconds = asNumber(text);
    if (seconds !== undefined) return bounded(seconds * 1000);
    const until = parseDate(text, now);
    const from = parseDate(header("date")?.trim() ?? "", now) ?? now();
    if (until !== undefined) return bounded(Math.max(0, until - from));
  }
  return exhaustedReset(header, now);
}

/** A duration such as `46s`, `6m0s`, `1h2m3.5s` or `12ms` in whole milliseconds. */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/u.exec(
    text,
  );
  if (match === null || text === "") return undefined;
  const [hours, minutes, seconds, milliseconds] = match.slice(1).map((part) => Number(part ?? 0));
  return bounded((hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000 + (seconds ?? 0) * 1000 + (milliseconds ?? 0));
}

const DIMENSIONS = ["requests", "tokens"] as const;
const ANTHROPIC_DIMENSIONS = ["requests", "tokens", "input-tokens", "output-tokens"] as const;

// The reset of a dimension that has something left is when it is full again, not when a request is allowed.
function exhaustedReset(header: HeaderReader, now: () => number): number | undefined {
  const relative = DIMENSIONS.map((dimension) =>
    header(`x-ratelimit-remaining-${dimension}`) === "0"
      ? parseDuration(header(`x-ratelimit-reset-${dimension}`)?.trim() ?? "")
      : undefined,
  );
  const absolute = ANTHROPIC_DIMENSIONS.map((dimension) => {
    if (header(`anthropic-ratelimit-${dimension}-remaining`) !== "0") return undefined;
    const until = Date.parse(header(`anthropic-ratelimit-${dimension}-reset`) ?? "");
    const from = parseDate(header("date")?.trim() ?? "", now) ?? now();
    return Number.isNaN(until) ? undefined : bounded(Math.max(0, until - from));
  });
  const delays = [...relative, ...absolute].filter((delay) => delay !== undefined);
  return delays.length === 0 ? undefined : Math.max(...delays);
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const IMF_OR_RFC850 = /^\w+,\s*(\d{1,2})[ -](\w{3})[ -](\d{4}|\d{2}) (\d{2}):(\d{2}):(\d{2}) (?:GMT|UTC)$/u;
const ASCTIME = /^\w{3} (\w{3}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/u;

// Date.parse reads two of the three formats differently from engine to engine.
function parseDate(text: string, now: () => number): number | undefined {
  const common = IMF_OR_RFC850.exec(text);
  if (common !== null) {
    const [, day = "", month = "", year = "", ...time] = common;
    return moment(fullYear(year, now), month, day, time);
  }
  const ascii = ASCTIME.exec(text);
  if (ascii === null) return undefined;
  const [, month = "", day = "", hours = "", minutes = "", seconds = "", year = ""] = ascii;
  return moment(Number(year), month, day, [hours, minutes, seconds]);
}

function moment(year: number, month: string, day: string, time: readonly string[]): number | undefined {
  const index = MONTHS.indexOf(month.toLowerCase());
  const [hours = 0, minutes = 0, seconds = 0] = time.map(Number);
  return index < 0 ? undefined : Date.UTC(year, index, Number(day), hours, minutes, seconds);
}

// A two-digit year is in the century that puts it at most fifty years ahead.
function fullYear(year: string, now: () => number): number {
  if (year.length === 4) return Number(year);
  const current = new Date(now()).getUTCFullYear();
  const guess = current - (current % 100) + Number(year);
  return guess > current + 50 ? guess - 100 : guess;
}

function bounded(milliseconds: number): number | undefined {
  if (!Number.isFinite(milliseconds)) return undefined;
  return Math.min(LONGEST_MS, Math.max(0, Math.ceil(milliseconds)));
}
