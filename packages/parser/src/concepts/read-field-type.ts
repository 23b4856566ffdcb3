import type { FieldType } from "@perdure/crate";
import { didYouMean } from "@perdure/crate";
import { FIELD_TYPE_ALIASES } from "./field-type-aliases.ts";
import type { Bundle } from "../library/bundle.ts";
import { fieldOf } from "../source/toml-fields.ts";
import type { TomlEntry, TomlTable } from "../source/toml-tree.ts";

/** The types of single values. */
export const SCALARS = ["text", "integer", "number", "boolean", "date", "time", "datetime"] as const;
export const FIELD_TYPES = [...SCALARS, "list", "dict", "concept"] as const;

/** The choices of a field, as far as they are texts. */
export function readChoices(bundle: Bundle, entry: TomlEntry, table: TomlTable): readonly string[] | undefined {
  const choices = fieldOf(bundle.reporter, table, "choices", "array");
  if (choices === undefined) return undefined;
  const words = choices.items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
  if (words.length === choices.items.length && words.length > 0 && new Set(words).size === words.length) return words;
  bundle.reporter.report("field.choices_malformed", choices.span, { field: entry.key });
  return words;
}

/** The type of a field; without one it is a text with choices. Undefined after its problem has been reported. */
export function readType(
  bundle: Bundle,
  entry: TomlEntry,
  table: TomlTable,
  choices: readonly string[] | undefined,
): FieldType | undefined {
  const { reporter } = bundle;
  const written = fieldOf(reporter, table, "type", "string");
  const params = { field: entry.key };
  if (!table.entries.has("type")) {
    if (table.entries.has("choices")) return "text";
    reporter.report("field.type_missing", entry.keySpan, { ...params, key: entry.key });
    return undefined;
  }
  if (written === undefined) return undefined;
  const type = FIELD_TYPES.find((candidate) => candidate === written.value);
  if (type === undefined) {
    const suggestion = FIELD_TYPE_ALIASES.get(written.value) ?? didYouMean(written.value, FIELD_TYPES);
    reporter.report(
      "field.type_unknown",
      written.span,
      { says: "field", ...params, type: written.value, types: FIELD_TYPES.join(", ") },
      { suggestion },
    );
    return undefined;
  }
  if (choices !== undefined) {
    // Published methods write type = "text" beside their choices: what is meant is plain.
    const severity = type === "text" ? "warning" : "error";
    const says = type === "text" ? "told" : "other";
    reporter.report("field.choices_with_type", written.span, { says, ...params, key: entry.key, type }, { severity });
  }
  return type;
}
