import { asNumber } from "../read-value.ts";
import type { HeaderReader } from "./headers.ts";

const LONGEST_MS = 366 * 86_400_000;

/**
 * The delay that an answer's headers ask for, in whole milliseconds, rounded up. A date is measured from the answer's
 * own Date, else from `now`. Undefined where nothing readable is asked; a moment in the past is 0.
 */
export function retryAfterOf(header: HeaderReader, now: () => number): number | undefined {
  const milliseconds = asNumber(header("retry-after-ms")?.trim()) ?? asNumber(header("x-amz-retry-after")?.trim());
  if (milliseconds !== undefined) return boundedDelay(milliseconds);
  const text = header("retry-after")?.trim();
  if (text !== undefined) {
    const seconds = asNumber(text);
    if (seconds !== undefined) return boundedDelay(seconds * 1000);
    const until = parseHttpDate(text, now);
    const from = parseHttpDate(header("date")?.trim() ?? "", now) ?? now();
    if (until !== undefined) return boundedDelay(until - from);
  }
  return undefined;
}

/** A duration such as `46s`, `6m0s`, `1h2m3.5s` or `12ms` in whole milliseconds. */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/u.exec(
    text,
  );
  if (match === null || text === "") return undefined;
  const [hours, minutes, seconds, milliseconds] = match.slice(1).map((part) => Number(part ?? 0));
  return boundedDelay((hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000 + (seconds ?? 0) * 1000 + (milliseconds ?? 0));
}

const IMF_OR_RFC850 = /^(\w{3})\w*, *(\d{1,2})[ -](\w{3})[ -](\d{4}|\d\d) ([\d:]{8}) (?:GMT|UTC)$/u;
const ASCTIME = /^(\w{3}) (\w{3}) {1,2}(\d{1,2}) ([\d:]{8}) (\d{4})$/u;

/**
 * An HTTP date of any of the three forms (RFC 9110, 5.6.7) in milliseconds since the epoch. Date.parse reads two of them
 * differently from engine to engine, so it is given the first of them only.
 */
export function parseHttpDate(text: string, now: () => number): number | undefined {
  const [, weekday, day = "", month, year, time] =
    IMF_OR_RFC850.exec(text.replace(ASCTIME, "$1, $3 $2 $5 $4 GMT")) ?? [];
  if (year === undefined) return undefined;
  return asNumber(Date.parse(`${weekday}, ${day.padStart(2, "0")} ${month} ${fullYear(year, now)} ${time} GMT`));
}

// A two-digit year is in the century that puts it at most fifty years ahead.
function fullYear(year: string, now: () => number): number {
  if (year.length === 4) return Number(year);
  const current = new Date(now()).getUTCFullYear();
  const guess = current - (current % 100) + Number(year);
  return guess > current + 50 ? guess - 100 : guess;
}

/** A delay in whole milliseconds, rounded up, from 0 to a year; undefined for no number. */
export function boundedDelay(milliseconds: number): number | undefined {
  if (!Number.isFinite(milliseconds)) return undefined;
  return Math.min(LONGEST_MS, Math.max(0, Math.ceil(milliseconds)));
}
