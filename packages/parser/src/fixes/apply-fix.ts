import { readLayout } from "../source/toml-layout.ts";
import type { TomlLayout } from "../source/toml-layout.ts";
import { deleteKey } from "./delete-key.ts";
import { findEntry } from "./find-table.ts";
import { renameKey } from "./rename-key.ts";
import { ensureTable, setKey } from "./set-key.ts";
import type { FixOperation, SuggestedFix } from "./suggested-fix.ts";
import { applyEdits } from "./text-edit.ts";
import type { TextEdit } from "./text-edit.ts";
import { writeValue } from "./write-toml.ts";

/**
 * A file's text with a fix made in it. Comments, order and spacing stay, and so does how a replaced string was quoted. Undefined
 * where the fix does not fit the text: what it names is not there, or what it would write is.
 */
export function applyFix(text: string, fix: Pick<SuggestedFix, "ops">): string | undefined {
  const fixed = applyOperations(text, fix.ops);
  return fixed === undefined || readLayout(fixed) === undefined ? undefined : fixed;
}

function applyOperations(text: string, operations: readonly FixOperation[]): string | undefined {
  let applied: string | undefined = text;
  for (const operation of operations) applied = applied === undefined ? undefined : applyOperation(applied, operation);
  return applied;
}

function applyOperation(text: string, operation: FixOperation): string | undefined {
  const layout = readLayout(text);
  if (layout === undefined) return undefined;
  if (operation.kind === "move_key") return moveKey(layout, operation);
  const edits = editsOf(layout, operation);
  return edits === undefined ? undefined : applyEdits(text, edits);
}

function editsOf(
  layout: TomlLayout,
  operation: Exclude<FixOperation, { readonly kind: "move_key" }>,
): readonly TextEdit[] | undefined {
  const { table_path } = operation;
  switch (operation.kind) {
    case "set_key":
      return setKey(layout, table_path, operation.key, (like) => writeValue(operation.value, like));
    case "ensure_table":
      return ensureTable(layout, table_path);
    case "delete_key":
      return deleteKey(layout, [...table_path, operation.key]);
    case "delete_table":
      return table_path.length === 0 ? undefined : deleteKey(layout, table_path);
    case "rename_table_key":
      return renameKey(layout, table_path, operation.key, operation.new_key);
    case "remap_value": {
      const value = findEntry(layout, [...table_path, operation.key])?.text;
      if (value === undefined) return undefined;
      if (!Object.hasOwn(operation.mapping, value)) return [];
      const mapped = operation.mapping[value] ?? value;
      return setKey(layout, table_path, operation.key, (like) => writeValue(mapped, like));
    }
  }
}

/** A value is taken out and written in its new place as it stood; a table of several lines is left to a person. */
function moveKey(
  layout: TomlLayout,
  operation: Extract<FixOperation, { readonly kind: "move_key" }>,
): string | undefined {
  const { table_path, key, new_table_path, new_key } = operation;
  const entry = findEntry(layout, [...table_path, key]);
  const removed = entry === undefined ? undefined : deleteKey(layout, entry.path);
  if (entry === undefined || removed === undefined) return undefined;
  const value = layout.text.slice(entry.value.start, entry.value.end);
  const made: readonly FixOperation[] =
    new_table_path.length === 0 ? [] : [{ kind: "ensure_table", table_path: new_table_path }];
  const without = applyOperations(applyEdits(layout.text, removed), made);
  const target = without === undefined ? undefined : readLayout(without);
  if (target === undefined || findEntry(target, [...new_table_path, new_key]) !== undefined) return undefined;
  const added = setKey(target, new_table_path, new_key, () => value);
  return added === undefined ? undefined : applyEdits(target.text, added);
}
