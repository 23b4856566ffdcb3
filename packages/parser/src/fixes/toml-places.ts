import type { TomlEntry, TomlTable, TomlValue } from "../source/toml-tree.ts";

/** A key with its value, and the way to its table: by keys, items of arrays by their index in digits. */
export interface TomlPlace {
  readonly table_path: readonly string[];
  readonly table: TomlTable;
  readonly entry: TomlEntry;
}
/** Where the keys and values of a document are. */
export interface TomlPlaces {
  /** The entry whose key starts here. */
  keyAt(offset: number): TomlPlace | undefined;
  /** The entry whose value starts here, or is a string with this offset in it. */
  valueAt(offset: number): TomlPlace | undefined;
  /** The table whose header or braces start here. */
  tableAt(offset: number): Pick<TomlPlace, "table_path" | "table"> | undefined;
}

/** Prepares the look-ups over a document. */
export function createTomlPlaces(root: TomlTable): TomlPlaces {
  const keys = new Map<number, TomlPlace>();
  const tables = new Map<number, Pick<TomlPlace, "table_path" | "table">>();
  const values: TomlPlace[] = [];
  const waiting: { readonly value: TomlValue; readonly path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (value.kind === "array") {
      for (const [index, item] of value.items.entries()) waiting.push({ value: item, path: [...path, String(index)] });
    }
    if (value.kind !== "table") continue;
    tables.set(value.span.start, { table_path: path, table: value });
    for (const entry of value.entries.values()) {
      const place = { table_path: path, table: value, entry };
      // Of the parts of a header only the last has a value that starts after it.
      if (!keys.has(entry.keySpan.start)) keys.set(entry.keySpan.start, place);
      values.push(place);
      waiting.push({ value: entry.value, path: [...path, entry.key] });
    }
  }
  values.sort((left, right) => left.entry.value.span.start - right.entry.value.span.start);
  return {
    keyAt: (offset) => keys.get(offset),
    valueAt: (offset) => valueAt(values, offset),
    tableAt: (offset) => tables.get(offset),
  };
}

function valueAt(values: readonly TomlPlace[], offset: number): TomlPlace | undefined {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle]?.entry.value.span.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = values[low - 1];
  const span = found?.entry.value.span;
  if (found === undefined || span === undefined) return undefined;
  return span.start === offset || (found.entry.value.kind === "string" && offset < span.end) ? found : undefined;
}
