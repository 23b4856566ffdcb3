import type { Field, FieldType } from "@perdure/crate";
import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
import type { Bundle } from "../library/bundle.ts";
import type { Library } from "../library/library.ts";
import { UNKNOWN_CONCEPT } from "../library/resolve-concept.ts";
import { fieldOf } from "../source/toml-fields.ts";
import type { TomlEntry, TomlTable } from "../source/toml-tree.ts";
import { FIELD_TYPE_ALIASES } from "./field-type-aliases.ts";
import { namedConcept } from "./named-concept.ts";
import { SCALARS } from "./read-field-type.ts";

export const ITEM_TYPES = [...SCALARS, "concept"] as const;

/** What a list, a dictionary or a nested concept is made of. */
export function readParts(
  library: Library,
  bundle: Bundle,
  entry: TomlEntry,
  table: TomlTable,
  type: FieldType,
): Partial<Field> {
  const { reporter } = bundle;
  const params = { field: entry.key };
  const stray = (key: string, message: string): void => {
    const found = table.entries.get(key);
    if (found !== undefined) reporter.report("field.stray_key", found.keySpan, message, { params: { ...params, key } });
  };
  const concept_ref = fieldOf(reporter, table, "concept_ref", "string");
  const item_concept_ref = fieldOf(reporter, table, "item_concept_ref", "string");
  const item_type = fieldOf(reporter, table, "item_type", "string");
  if (type !== "concept") stray("concept_ref", `Only a field of type "concept" has a 'concept_ref'.`);
  if (type !== "list") stray("item_type", `Only a field of type "list" has an 'item_type'.`);
  // A type that does not exist is one mistake: what it would have needed stays.
  const isItemType = item_type === undefined || ITEM_TYPES.some((known) => known === item_type.value);
  if (isItemType && item_type?.value !== "concept")
    stray("item_concept_ref", `Only a list with item_type "concept" has an 'item_concept_ref'.`);
  if (type !== "dict")
    for (const key of ["key_type", "value_type"]) stray(key, `Only a field of type "dict" has a '${key}'.`);
  if (type === "concept") {
    if (concept_ref !== undefined) {
      return { concept: namedConcept(library, bundle, concept_ref.value, concept_ref.span) };
    }
    if (!table.entries.has("concept_ref")) {
      const message = `The field '${entry.key}' is a concept and needs a 'concept_ref'.`;
      reporter.report("field.concept_missing", entry.keySpan, message, { params });
    }
    return { concept: UNKNOWN_CONCEPT };
  }
  if (type === "dict") return readDict(bundle, entry, table);
  if (type !== "list") return {};
  if (item_type === undefined) {
    if (!table.entries.has("item_type") && !table.entries.has("choices")) {
      const message = `The list '${entry.key}' does not say what its items are, so they are texts: add item_type = "text".`;
      reporter.report("field.item_type_missing", entry.keySpan, message, { params });
    }
    return {};
  }
  const known = ITEM_TYPES.find((candidate) => candidate === item_type.value);
  if (known === undefined) {
    const suggestion = FIELD_TYPE_ALIASES.get(item_type.value) ?? didYouMean(item_type.value, ITEM_TYPES);
    const message = `A list has no items of type '${item_type.value}': they are one of ${ITEM_TYPES.join(", ")}.${offer(suggestion)}`;
    reporter.report("field.type_unknown", item_type.span, message, {
      params: { ...params, type: item_type.value },
      suggestion,
    });
    return { item_type: "concept", item_concept: UNKNOWN_CONCEPT };
  }
  if (known !== "concept") return { item_type: known };
  if (item_concept_ref !== undefined) {
    const item_concept = namedConcept(library, bundle, item_concept_ref.value, item_concept_ref.span);
    return { item_type: known, item_concept };
  }
  if (!table.entries.has("item_concept_ref")) {
    const message = `The items of '${entry.key}' are concepts and need an 'item_concept_ref'.`;
    reporter.report("field.concept_missing", entry.keySpan, message, { params });
  }
  return { item_type: known, item_concept: UNKNOWN_CONCEPT };
}

const VALUE_TYPES: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ...SCALARS.map((type) => [type, type] as const),
  ["list", "list"],
  ["dict", "dict"],
  ["Any", "json"],
  ["any", "json"],
  ["str", "text"],
  ["int", "integer"],
  ["float", "number"],
  ["bool", "boolean"],
]);

function readDict(bundle: Bundle, entry: TomlEntry, table: TomlTable): Partial<Field> {
  const { reporter } = bundle;
  const key_type = fieldOf(reporter, table, "key_type", "string");
  const value_type = fieldOf(reporter, table, "value_type", "string");
  const params = { field: entry.key };
  const isMissing = ["key_type", "value_type"].some((key) => !table.entries.has(key));
  if (isMissing || key_type?.value === "" || value_type?.value === "") {
    const message = `The dictionary '${entry.key}' needs both a 'key_type' and a 'value_type'.`;
    reporter.report("field.dict_types_missing", entry.keySpan, message, { params });
    return { key_type: "text", value_type: "json" };
  }
  if (key_type !== undefined && key_type.value !== "text" && key_type.value !== "str") {
    const message = `The keys of a dictionary are texts: write key_type = "text".`;
    reporter.report("field.key_type", key_type.span, message, { params, suggestion: "text" });
  }
  return { key_type: "text", value_type: VALUE_TYPES.get(value_type?.value ?? "") ?? "json" };
}
