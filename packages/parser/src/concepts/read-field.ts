import type { Field } from "@perdure/crate";
import type { Bundle } from "../library/bundle.ts";
import { checkFieldName } from "./check-field-name.ts";
import { readHints } from "./read-hints.ts";
import { readParts } from "./read-field-parts.ts";
import { readChoices, readType } from "./read-field-type.ts";
import type { Library } from "../library/library.ts";
import { UNKNOWN_CONCEPT } from "../library/resolve-concept.ts";
import { reportLater } from "../diagnostics/report-later.ts";
import { readDefault } from "./read-default.ts";
import { fieldOf, readKeys } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlEntry } from "../source/toml-tree.ts";

export const FIELD_KEYS = [
  "description",
  "type",
  "required",
  "default_value",
  "choices",
  "item_type",
  "item_concept_ref",
  "key_type",
  "value_type",
  "concept_ref",
  "hints",
] as const;
/** Older names and common slips. */
export const RENAMED_FIELD_KEYS = { definition: "description", default: "default_value", enum: "choices" } as const;

/** A field whose type could not be read: it fits everywhere, so that one mistake is reported once. */
const UNKNOWN_FIELD: Field = { type: "concept", concept: UNKNOWN_CONCEPT, required: true };

/** Reads one field of a structure; a bare string is a required text. */
export function readField(library: Library, bundle: Bundle, entry: TomlEntry): Field {
  const { reporter } = bundle;
  checkFieldName(bundle, entry);
  if (entry.value.kind === "string") return { type: "text", description: entry.value.value, required: true };
  if (entry.value.kind !== "table") {
    reporter.report("toml.wrong_type", entry.value.span, {
      says: "field",
      key: entry.key,
      expected: "table",
      found: kindName(entry.value),
    });
    return UNKNOWN_FIELD;
  }
  const owner = `The field '${entry.key}'`;
  const params = { field: entry.key };
  const table = readKeys(reporter, entry.value, FIELD_KEYS, owner, RENAMED_FIELD_KEYS);
  const hints = readHints(reporter, table);
  const description = fieldOf(reporter, table, "description", "string");
  if (!table.entries.has("description")) {
    reporter.report("field.description_missing", entry.keySpan, { ...params, owner });
  }
  const choices = readChoices(bundle, entry, table);
  const type = readType(bundle, entry, table, choices);
  if (type === undefined) return UNKNOWN_FIELD;
  if (type === "datetime" || type === "time") {
    const span = table.entries.get("type")?.value.span ?? entry.keySpan;
    reportLater(reporter, library.profile, { since: "2.x", what: `The field type '${type}'`, span });
  }
  const required = fieldOf(reporter, table, "required", "boolean")?.value ?? false;
  const base = {
    type,
    required,
    ...(description === undefined ? {} : { description: description.value }),
    ...(choices === undefined ? {} : { choices }),
    ...(hints === undefined ? {} : { hints }),
  };
  const field: Field = { ...base, ...readParts(library, bundle, entry, table, type) };
  const default_value = table.entries.get("default_value");
  if (default_value === undefined) return field;
  if (required) {
    reporter.report("field.required_with_default", default_value.keySpan, { ...params, owner });
  }
  const value = readDefault(bundle, entry.key, field, default_value.value);
  return value === undefined ? field : { ...field, default: value };
}
