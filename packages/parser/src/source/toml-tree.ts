import type { Json } from "@perdure/crate";
import type { Span } from "./source-text.ts";

/** A TOML string and where it stands; `string-offsets.ts` maps places inside it. */
export interface TomlString {
  readonly kind: "string";
  readonly span: Span;
  readonly value: string;
}
/** A TOML number; `5.0` is a float and `5` an integer. */
export interface TomlNumber {
  readonly kind: "integer" | "float";
  readonly span: Span;
  readonly value: number;
  readonly text: string;
}
export interface TomlBoolean {
  readonly kind: "boolean";
  readonly span: Span;
  readonly value: boolean;
}
/** A TOML date or time, as it is written. */
interface TomlMoment {
  readonly kind: "datetime" | "date" | "time";
  readonly span: Span;
  readonly text: string;
}
export interface TomlArray {
  readonly kind: "array";
  readonly span: Span;
  readonly items: readonly TomlValue[];
}
/** A key of a table with its value. `dotted` marks a table that stands there because of a dotted key (`a.b = 1`). */
export interface TomlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: TomlValue;
  readonly dotted: boolean;
  /** What the author wrote in place of `key`, where that is an older name or a slip for it. */
  readonly written?: string;
}
/** A table. Entries are in a map, so that no key can reach an object's prototype. */
export interface TomlTable {
  readonly kind: "table";
  readonly span: Span;
  readonly entries: ReadonlyMap<string, TomlEntry>;
}
export type TomlValue = TomlString | TomlNumber | TomlBoolean | TomlMoment | TomlArray | TomlTable;

/** What a value is called in a message. */
export function kindName(value: TomlValue): string {
  switch (value.kind) {
    case "string":
      return "a string";
    case "integer":
      return "an integer";
    case "float":
      return "a number";
    case "boolean":
      return "a boolean";
    case "array":
      return "an array";
    case "table":
      return "a table";
    case "date":
    case "time":
    case "datetime":
      return `a ${value.kind}`;
  }
}

/** The value as JSON; dates and times are their text, numbers that JSON lacks (`nan`, `inf`) are null. */
export function tomlToJson(value: TomlValue): Json {
  switch (value.kind) {
    case "string":
    case "boolean":
      return value.value;
    case "integer":
    case "float":
      return Number.isFinite(value.value) ? value.value : null;
    case "date":
    case "time":
    case "datetime":
      return value.text;
    case "array":
      return value.items.map(tomlToJson);
    case "table":
      return Object.fromEntries([...value.entries.values()].map((entry) => [entry.key, tomlToJson(entry.value)]));
  }
}
