import { didYouMean } from "@perdure/crate";
import { isSpelledAlike } from "./fix-rule.ts";
import type { FixContext, FixRule, PlannedFix } from "./fix-rule.ts";
import type { TomlValue } from "../source/toml-tree.ts";

/** What successors of older keys hold, where that is not a string: a value of another kind needs more than a new name. */
const KINDS: Readonly<Record<string, readonly TomlValue["kind"][]>> = {
  inputs: ["table"],
  outcomes: ["table"],
  structure: ["table", "string"],
  choices: ["array"],
  model: ["string", "table"],
  model_to_structure: ["string", "table"],
};

/** Gives a key the name that was meant; not where that name is taken. */
export const renameKey: FixRule = (context) => {
  const { diagnostic, places } = context;
  const { suggestion, params } = diagnostic;
  const place = places.keyAt(diagnostic.start.offset);
  if (suggestion === undefined || place === undefined || place.table.entries.has(suggestion)) return undefined;
  const { key, value } = place.entry;
  const isSuccessor = params["successor"] === suggestion;
  if (isSuccessor && suggestion !== "default_value") {
    const kinds = Object.hasOwn(KINDS, suggestion) ? KINDS[suggestion] : ["string"];
    if (kinds?.includes(value.kind) !== true) return undefined;
  }
  const safety = isSuccessor || isSpelledAlike(key, suggestion) ? "safe" : "unsafe";
  const renamed = rename(place.table_path, key, suggestion, safety);
  return isSuccessor ? { ...renamed, fix_code: "rename-old-key" } : renamed;
};

/** Gives the key of a table the name that the table lacks, where one is near it. */
export const renameNear =
  (wanted: string, isValue: (value: TomlValue) => boolean): FixRule =>
  ({ diagnostic, places }) => {
    const { offset } = diagnostic.start;
    const named = places.keyAt(offset);
    const found =
      named?.entry.value.kind === "table"
        ? { table_path: [...named.table_path, named.entry.key], table: named.entry.value }
        : places.tableAt(offset);
    if (found === undefined || found.table.entries.has(wanted)) return undefined;
    const near = [...found.table.entries.values()].filter(
      ({ key, value }) => isValue(value) && didYouMean(key, [wanted]) === wanted,
    );
    const [entry] = near;
    if (entry === undefined || near.length > 1) return undefined;
    return rename(found.table_path, entry.key, wanted, isSpelledAlike(entry.key, wanted) ? "safe" : "unsafe");
  };

const rename = (
  table_path: readonly string[],
  key: string,
  new_key: string,
  safety: PlannedFix["safety"],
): PlannedFix => ({
  fix_code: "rename-key",
  description: `Rename '${key}' to '${new_key}'`,
  safety,
  ops: [{ kind: "rename_table_key", table_path, key, new_key }],
});

/** Removes the key that the diagnostic points at. */
export const deleteKey =
  (fix_code: string, safety: PlannedFix["safety"]): FixRule =>
  ({ diagnostic, places }) => {
    const place = places.keyAt(diagnostic.start.offset) ?? places.valueAt(diagnostic.start.offset);
    if (place === undefined) return undefined;
    const { key } = place.entry;
    return {
      fix_code,
      description: `Remove '${key}'`,
      safety,
      ops: [{ kind: "delete_key", table_path: place.table_path, key }],
    };
  };

/** Removes a native that is declared again. One with a structure or a base of its own may have been meant as another concept. */
export const removeNative: FixRule = (context) => {
  const value = context.places.keyAt(context.diagnostic.start.offset)?.entry.value;
  const isOwn = value?.kind === "table" && ["structure", "refines"].some((key) => value.entries.has(key));
  return deleteKey("strip-native-concept-redecl", isOwn ? "unsafe" : "safe")(context);
};

/** Removes an input that nothing reads, of a pipe that no other calls: callers may have it for this pipe alone. */
export const removeInput: FixRule = (context) =>
  context.isCalled(context.diagnostic.params["pipe"]) ? undefined : deleteKey("delete-unread-input", "unsafe")(context);

/** Removes an input that reaches into another one which is declared beside it: a template reads the field through that. */
export const removeDottedInput: FixRule = (context) => {
  const { diagnostic, places } = context;
  const place = places.keyAt(diagnostic.start.offset);
  const root = diagnostic.suggestion;
  if (root === undefined || place?.table.entries.has(root) !== true) return undefined;
  return deleteKey("delete-redundant-dotted-input", "safe")(context);
};

/** Removes 'required' beside a default, which says more; the default could have been the slip. */
export const removeRequired: FixRule = ({ diagnostic, places }: FixContext) => {
  const place = places.keyAt(diagnostic.start.offset);
  if (place === undefined) return undefined;
  return {
    fix_code: "keep-default",
    description: "Remove 'required': the field has a default",
    safety: "unsafe",
    ops: [{ kind: "delete_key", table_path: place.table_path, key: "required" }],
  };
};

/** Says that the items of a list are texts, which they are where nothing is said. */
export const addItemType: FixRule = ({ diagnostic, places }) => {
  const place = places.keyAt(diagnostic.start.offset);
  if (place === undefined) return undefined;
  const table_path = [...place.table_path, place.entry.key];
  return {
    fix_code: "add-item-type",
    description: `Say that the items of '${place.entry.key}' are texts`,
    safety: "safe",
    ops: [{ kind: "set_key", table_path, key: "item_type", value: "text" }],
  };
};
