import type { PipeContext } from "./pipe-context.ts";
import { fieldOf } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";

/** A whole number of at least `least` under a key; another is reported. */
export function readCount(context: PipeContext, key: string, least: number): number | undefined {
  const value = fieldOf(context.reporter, context.table, key, "integer");
  if (value === undefined || value.value >= least) return value?.value;
  context.reporter.report("pipe.number_out_of_range", value.span, { key, least });
  return undefined;
}

/** `true` or `false` under a key. */
export function readFlag({ reporter, table }: PipeContext, key: string): boolean | undefined {
  return fieldOf(reporter, table, key, "boolean")?.value;
}

/** Strings under a key. */
export function readStrings({ reporter, table }: PipeContext, key: string): readonly string[] | undefined {
  const array = fieldOf(reporter, table, key, "array");
  if (array === undefined) return undefined;
  const words = array.items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
  const stranger = array.items.find((item) => item.kind !== "string");
  if (stranger === undefined) return words;
  reporter.report("toml.wrong_type", stranger.span, {
    says: "strings",
    key,
    expected: "string",
    found: kindName(stranger),
  });
  return undefined;
}

/** A calendar date under a key, as a date of TOML or its text: `2026-01-31`. */
export function readDate({ reporter, table }: PipeContext, key: string): string | undefined {
  const value = table.entries.get(key)?.value;
  if (value === undefined) return undefined;
  if (value.kind === "date") return value.text;
  if (value.kind === "string" && isDate(value.value)) return value.value;
  const shown = value.kind === "string" ? `'${value.value}'` : kindName(value);
  reporter.report("pipe.date_malformed", value.span, { key, shown });
  return undefined;
}

function isDate(text: string): boolean {
  const groups = /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/u.exec(text)?.groups;
  if (groups === undefined) return false;
  const [year, month, day] = [groups["year"], groups["month"], groups["day"]].map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}
