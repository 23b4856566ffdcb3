import type { FieldType } from "@perdure/crate";
import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
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
  const message = `The choices of '${entry.key}' are one or more different strings.`;
  bundle.reporter.report("field.choices_malformed", choices.span, message, { params: { field: entry.key } });
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
    const message = `The field '${entry.key}' needs a type, or choices.`;
    reporter.report("field.type_missing", entry.keySpan, message, { params });
    return undefined;
  }
  if (written === undefined) return undefined;
  const type = FIELD_TYPES.find((candidate) => candidate === written.value);
  if (type === undefined) {
    const suggestion = FIELD_TYPE_ALIASES.get(written.value) ?? didYouMean(written.value, FIELD_TYPES);
    const message = `A field has no type '${written.value}': it is one of ${FIELD_TYPES.join(", ")}.${offer(suggestion)}`;
    reporter.report("field.type_unknown", written.span, message, {
      params: { ...params, type: written.value },
      suggestion,
    });
    return undefined;
  }
  if (choices !== undefined) {
    // Published methods write type = "text" beside their choices: what is meant is plain.
    const severity = type === "text" ? "warning" : "error";
    const message =
      type === "text"
        ? `The choices of '${entry.key}' say that it is a text: leave the type out.`
        : `Choices are texts, so '${entry.key}' cannot be of type '${type}': leave the type out.`;
    reporter.report("field.choices_with_type", written.span, message, { params: { ...params, type }, severity });
  }
  return type;
}
