import type { TomlLayout } from "../source/toml-layout.ts";
import { isBelow, isSame, isThere } from "./find-table.ts";
import type { TextEdit } from "./text-edit.ts";
import { writeKey } from "./write-toml.ts";

/** Gives a key another name wherever it is written. Undefined where it is not there, or where the new name is taken. */
export function renameKey(
  layout: TomlLayout,
  table_path: readonly string[],
  key: string,
  new_key: string,
): readonly TextEdit[] | undefined {
  const path = [...table_path, key];
  const place = table_path.length;
  if (isThere(layout, [...table_path, new_key])) return undefined;
  const text = writeKey(new_key);
  const isHere = (candidate: readonly string[]): boolean => isSame(candidate, path) || isBelow(candidate, path);
  const inEntries = layout.entries.flatMap((entry) => {
    const span = isHere(entry.path) ? entry.keys[place - (entry.path.length - entry.keys.length)] : undefined;
    return span === undefined ? [] : [{ span, text }];
  });
  const inHeaders = layout.headers.flatMap((header) => {
    const written = isHere(header.path) ? header.keys.find(({ at }) => at === place) : undefined;
    return written === undefined ? [] : [{ span: written.span, text }];
  });
  const edits = [...inEntries, ...inHeaders];
  return edits.length === 0 ? undefined : edits;
}
