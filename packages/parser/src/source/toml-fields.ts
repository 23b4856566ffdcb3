import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { kindName } from "./toml-tree.ts";
import type { TomlArray, TomlBoolean, TomlNumber, TomlString, TomlTable, TomlValue } from "./toml-tree.ts";

type Kinds = {
  string: TomlString;
  integer: TomlNumber;
  number: TomlNumber;
  boolean: TomlBoolean;
  array: TomlArray;
  table: TomlTable;
};
const WORDS: Record<keyof Kinds, string> = {
  string: "a string",
  integer: "an integer",
  number: "a number",
  boolean: "`true` or `false`",
  array: "an array",
  table: "a table",
};

/** The value of a key when it is of the wanted kind; another kind is reported, an absent key is not. */
export function fieldOf<K extends keyof Kinds>(
  reporter: Reporter,
  table: TomlTable,
  key: string,
  kind: K,
): Kinds[K] | undefined {
  const entry = table.entries.get(key);
  if (entry === undefined) return undefined;
  if (isKind(entry.value, kind)) return entry.value as Kinds[K];
  const message = `'${key}' must be ${WORDS[kind]}, not ${kindName(entry.value)}.`;
  reporter.report("toml.wrong_type", entry.value.kind === "table" ? entry.keySpan : entry.value.span, message, {
    params: { key, expected: kind, found: entry.value.kind },
  });
  return undefined;
}

/** The value of a string key that may only be one of a few words. */
export function wordOf<W extends string>(
  reporter: Reporter,
  table: TomlTable,
  key: string,
  words: readonly W[],
): W | undefined {
  const value = fieldOf(reporter, table, key, "string");
  if (value === undefined) return undefined;
  const word = words.find((candidate) => candidate === value.value);
  if (word !== undefined) return word;
  const suggestion = didYouMean(value.value, words);
  const message = `'${key}' must be one of ${words.join(", ")}, not '${value.value}'.${offer(suggestion)}`;
  reporter.report("toml.unknown_word", value.span, message, { params: { key, found: value.value }, suggestion });
  return undefined;
}

/** Reports the keys of a table that its kind does not have. `renamed` says what older names have become. */
export function checkKeys(
  reporter: Reporter,
  table: TomlTable,
  known: readonly string[],
  owner: string,
  renamed: Readonly<Record<string, string>> = {},
): void {
  for (const entry of table.entries.values()) {
    if (known.includes(entry.key)) continue;
    const successor = Object.hasOwn(renamed, entry.key) ? renamed[entry.key] : undefined;
    const suggestion = successor ?? didYouMean(entry.key, known);
    const message = `${owner} has no key '${entry.key}'.${offer(suggestion)}`;
    reporter.report("toml.unknown_key", entry.keySpan, message, {
      params: successor === undefined ? { key: entry.key } : { key: entry.key, successor },
      suggestion,
    });
  }
}

function isKind(value: TomlValue, kind: keyof Kinds): boolean {
  if (kind === "number") return value.kind === "integer" || value.kind === "float";
  if (kind === "integer") return value.kind === "integer" && Number.isSafeInteger(value.value);
  return value.kind === kind;
}
