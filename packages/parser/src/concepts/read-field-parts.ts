import type { Field, FieldType } from "@perdure/crate";
import { didYouMean } from "@perdure/crate";
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
  const stray = (key: string, says: "of_type" | "of_items" = "of_type", wanted = ""): void => {
    const found = table.entries.get(key);
    if (found !== undefined) reporter.report("field.stray_key", found.keySpan, { says, ...params, key, wanted });
  };
  const concept_ref = fieldOf(reporter, table, "concept_ref", "string");
  const item_concept_ref = fieldOf(reporter, table, "item_concept_ref", "string");
  const item_type = fieldOf(reporter, table, "item_type", "string");
  if (type !== "concept") stray("concept_ref", "of_type", "concept");
  if (type !== "list") stray("item_type", "of_type", "list");
  // A type that does not exist is one mistake: what it would have needed stays.
  const isItemType = item_type === undefined || ITEM_TYPES.some((known) => known === item_type.value);
  if (isItemType && item_type?.value !== "concept") stray("item_concept_ref", "of_items");
  if (type !== "dict") for (const key of ["key_type", "value_type"]) stray(key, "of_type", "dict");
  if (type === "concept") {
    if (concept_ref !== undefined) {
      return { concept: namedConcept(library, bundle, concept_ref.value, concept_ref.span) };
    }
    if (!table.entries.has("concept_ref")) {
      reporter.report("field.concept_missing", entry.keySpan, { says: "field", ...params, key: entry.key });
    }
    return { concept: UNKNOWN_CONCEPT };
  }
  if (type === "dict") return readDict(bundle, entry, table);
  if (type !== "list") return {};
  if (item_type === undefined) {
    if (!table.entries.has("item_type") && !table.entries.has("choices")) {
      reporter.report("field.item_type_missing", entry.keySpan, { ...params, key: entry.key });
    }
    return {};
  }
  const known = ITEM_TYPES.find((candidate) => candidate === item_type.value);
  if (known === undefined) {
    const suggestion = FIELD_TYPE_ALIASES.get(item_type.value) ?? didYouMean(item_type.value, ITEM_TYPES);
    reporter.report(
      "field.type_unknown",
      item_type.span,
      { says: "items", ...params, type: item_type.value, types: ITEM_TYPES.join(", ") },
      { suggestion },
    );
    return { item_type: "concept", item_concept: UNKNOWN_CONCEPT };
  }
  if (known !== "concept") return { item_type: known };
  if (item_concept_ref !== undefined) {
    const item_concept = namedConcept(library, bundle, item_concept_ref.value, item_concept_ref.span);
    return { item_type: known, item_concept };
  }
  if (!table.entries.has("item_concept_ref")) {
    reporter.report("field.concept_missing", entry.keySpan, { says: "items", ...params, key: entry.key });
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
    reporter.report("field.dict_types_missing", entry.keySpan, { ...params, key: entry.key });
    return { key_type: "text", value_type: "json" };
  }
  if (key_type !== undefined && key_type.value !== "text" && key_type.value !== "str") {
    reporter.report("field.key_type", key_type.span, params, { suggestion: "text" });
  }
  return { key_type: "text", value_type: VALUE_TYPES.get(value_type?.value ?? "") ?? "json" };
}
