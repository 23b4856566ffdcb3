import { TIME_PATTERN } from "@perdure/crate";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/u;
const TIME = new RegExp(TIME_PATTERN, "u");

/** Whether a text is an ISO calendar date that exists, such as 2026-02-28. */
export function isIsoDate(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1)
    return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= ([31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
}

/** Whether a text is an ISO time of day, with or without seconds and an offset. */
export function isIsoTime(text: string): boolean {
  return TIME.test(text);
}

/** An ISO date and time as its two parts; undefined for a text that is none. */
export function splitIsoDateTime(text: string): { readonly date: string; readonly time: string } | undefined {
  const date = text.slice(0, 10);
  const time = text.slice(11);
  return /^[T ]$/u.test(text.slice(10, 11)) && isIsoDate(date) && isIsoTime(time) ? { date, time } : undefined;
}
