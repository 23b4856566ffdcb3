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
  const keys = new Map<number, Place>();
  const tables = new Map<number, Step>();
  const values: Place[] = [];
  const waiting: Step[] = [{ value: root, name: "", around: undefined }];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const { value } = step;
    if (value.kind === "array") {
      for (const [index, item] of value.items.entries()) {
        if (item.kind === "table" || item.kind === "array")
          waiting.push({ value: item, name: String(index), around: step });
      }
    }
    if (value.kind !== "table") continue;
    tables.set(value.span.start, step);
    for (const entry of value.entries.values()) {
      const place = { table: value, entry, step };
      // Of the parts of a header only the last has a value that starts after it.
      if (!keys.has(entry.keySpan.start)) keys.set(entry.keySpan.start, place);
      values.push(place);
      waiting.push({ value: entry.value, name: entry.key, around: step });
    }
  }
  let sorted: readonly Place[] | undefined;
  return {
    keyAt: (offset) => shown(keys.get(offset)),
    valueAt(offset) {
      sorted ??= values.sort((left, right) => left.entry.value.span.start - right.entry.value.span.start);
      return shown(valueAt(sorted, offset));
    },
    tableAt(offset) {
      const step = tables.get(offset);
      return step?.value.kind === "table" ? { table_path: pathOf(step), table: step.value } : undefined;
    },
  };
}

/** A value by its name in what is around it: the way to it is put together where it is asked for. */
interface Step {
  readonly value: TomlValue;
  readonly name: string;
  readonly around: Step | undefined;
}
interface Place {
  readonly table: TomlTable;
  readonly entry: TomlEntry;
  readonly step: Step;
}

function shown(place: Place | undefined): TomlPlace | undefined {
  return place === undefined ? undefined : { table_path: pathOf(place.step), table: place.table, entry: place.entry };
}

function pathOf(step: Step): readonly string[] {
  const path: string[] = [];
  for (let at = step; at.around !== undefined; at = at.around) path.unshift(at.name);
  return path;
}

function valueAt(values: readonly Place[], offset: number): Place | undefined {
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
