import { didYouMean } from "@perdure/crate";
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
  const span = entry.value.kind === "table" ? entry.keySpan : entry.value.span;
  const params = {
    key,
    expected: kind,
    found: entry.value.kind,
    wanted: WORDS[kind],
    shown: kindName(entry.value),
  };
  reporter.report("toml.wrong_type", span, { says: "value", ...params });
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
  reporter.report(
    "toml.unknown_word",
    value.span,
    { key, found: value.value, words: words.join(", ") },
    { suggestion },
  );
  return undefined;
}

/** What older names and common slips for a key have become. */
export type RenamedKeys = Readonly<Record<string, string>>;

/** A table with more keys that nobody knows is of another kind, not mistyped. */
const MOST_SLIPS = 50;

/**
 * The table with keys under the names that their author meant: an older name by `renamed`, a slip for a known name that the table
 * lacks. So a wrong key is one mistake, reported by `checkKeys`, and what it holds is read as if it were written right.
 */
export function adoptKeys(table: TomlTable, known: readonly string[], renamed: RenamedKeys = {}): TomlTable {
  const strangers = [...table.entries.keys()].filter((key) => !known.includes(key));
  if (strangers.length === 0 || strangers.length > MOST_SLIPS) return table;
  const meant = new Map<string, string>();
  for (const key of strangers) {
    const name = meantKey(key, known, renamed);
    if (name !== undefined && !table.entries.has(name) && !meant.has(name)) meant.set(name, key);
  }
  if (meant.size === 0) return table;
  const names = new Map([...meant].map(([name, key]) => [key, name]));
  const entries = [...table.entries].map(([key, entry]) => {
    const name = names.get(key);
    return name === undefined ? ([key, entry] as const) : ([name, { ...entry, key: name, written: key }] as const);
  });
  return { ...table, entries: new Map(entries) };
}

/** `adoptKeys` and `checkKeys` in one: the table to read on from, its wrong keys reported. */
export function readKeys(
  reporter: Reporter,
  table: TomlTable,
  known: readonly string[],
  owner: string,
  renamed: RenamedKeys = {},
): TomlTable {
  const adopted = adoptKeys(table, known, renamed);
  checkKeys(reporter, adopted, known, owner, renamed);
  return adopted;
}

/**
 * Reports the keys of a table that its kind does not have, with the name that was meant where one is near. `whereElse` says of a key
 * where it belongs instead, as the end of a sentence.
 */
export function checkKeys(
  reporter: Reporter,
  table: TomlTable,
  known: readonly string[],
  owner: string,
  renamed: RenamedKeys = {},
  whereElse: (key: string) => string | undefined = () => undefined,
): void {
  for (const entry of table.entries.values()) {
    if (entry.written === undefined && known.includes(entry.key)) continue;
    const key = entry.written ?? entry.key;
    const elsewhere = whereElse(key);
    const meant = entry.written === undefined ? meantKey(key, known, renamed) : entry.key;
    const suggestion = elsewhere === undefined ? meant : undefined;
    // A successor is what the key has become; another suggestion is a guess.
    const isSuccessor = suggestion !== undefined && Object.hasOwn(renamed, key) && renamed[key] === suggestion;
    const params = { owner, key, ...(isSuccessor ? { successor: suggestion } : {}) };
    if (elsewhere === undefined)
      reporter.report("toml.unknown_key", entry.keySpan, { says: "none", ...params }, { suggestion });
    else reporter.report("toml.unknown_key", entry.keySpan, { says: "elsewhere", ...params, elsewhere });
  }
}

function meantKey(key: string, known: readonly string[], renamed: RenamedKeys): string | undefined {
  const successor = Object.hasOwn(renamed, key) ? renamed[key] : undefined;
  return successor !== undefined && known.includes(successor) ? successor : didYouMean(key, known);
}

function isKind(value: TomlValue, kind: keyof Kinds): boolean {
  if (kind === "number") return value.kind === "integer" || value.kind === "float";
  if (kind === "integer") return value.kind === "integer" && Number.isSafeInteger(value.value);
  return value.kind === kind;
}
