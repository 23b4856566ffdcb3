import { FIELD_TYPE_ALIASES } from "./field-type-aliases.ts";
import type { Field, FieldType } from "@perdure/crate";
import type { Bundle } from "../library/bundle.ts";
import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
import { checkHints } from "./read-hints.ts";
import type { Library } from "../library/library.ts";
import { INERT_NAMES, isFieldName } from "../library/names.ts";
import { readDefault } from "./read-default.ts";
import { resolveConcept } from "../library/resolve-concept.ts";
import { checkKeys, fieldOf } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlEntry, TomlTable } from "../source/toml-tree.ts";

const KEYS = [
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
const SCALARS = ["text", "integer", "number", "boolean", "date", "time", "datetime"] as const;
const TYPES = [...SCALARS, "list", "dict", "concept"] as const;
const ITEM_TYPES = [...SCALARS, "concept"] as const;
/** Names that the reference runtime's structures keep for themselves. */
const RESERVED = /^(?:model_config|model_fields|model_computed_fields|model_extra|model_fields_set)$/u;

/** Reads one field of a structure; a bare string is a required text. Undefined when its type cannot be told. */
export function readField(library: Library, bundle: Bundle, entry: TomlEntry): Field | undefined {
  const { reporter } = bundle;
  checkName(bundle, entry);
  if (entry.value.kind === "string") return { type: "text", description: entry.value.value, required: true };
  if (entry.value.kind !== "table") {
    const message = `The field '${entry.key}' is a description or a table, not ${kindName(entry.value)}.`;
    reporter.report("toml.wrong_type", entry.value.span, message, { params: { key: entry.key, expected: "table" } });
    return undefined;
  }
  const table = entry.value;
  const owner = `The field '${entry.key}'`;
  const params = { field: entry.key };
  checkKeys(reporter, table, KEYS, owner, { definition: "description", default: "default_value", enum: "choices" });
  checkHints(reporter, table);
  const description = fieldOf(reporter, table, "description", "string");
  if (!table.entries.has("description")) {
    reporter.report("field.description_missing", entry.keySpan, `${owner} needs a description.`, { params });
  }
  const choices = readChoices(bundle, entry, table);
  const type = readType(bundle, entry, table, choices);
  if (type === undefined) return undefined;
  const required = fieldOf(reporter, table, "required", "boolean")?.value ?? false;
  const base = {
    type,
    required,
    ...(description === undefined ? {} : { description: description.value }),
    ...(choices === undefined ? {} : { choices }),
  };
  const field: Field = { ...base, ...readParts(library, bundle, entry, table, type) };
  const default_value = table.entries.get("default_value");
  if (default_value === undefined) return field;
  if (required) {
    const message = `${owner} has a default, so 'required' says nothing: keep one.`;
    reporter.report("field.required_with_default", default_value.keySpan, message, { params });
  }
  const value = readDefault(bundle, entry.key, field, default_value.value);
  return value === undefined ? field : { ...field, default: value };
}

function checkName(bundle: Bundle, entry: TomlEntry): void {
  const params = { field: entry.key };
  if (INERT_NAMES.has(entry.key) || RESERVED.test(entry.key)) {
    const message = `No field can be called '${entry.key}': the name is reserved.`;
    bundle.reporter.report("field.name_reserved", entry.keySpan, message, { params });
  } else if (!isFieldName(entry.key)) {
    const message = `'${entry.key}' is not a field's name: letters, digits and underscores, a letter first.`;
    bundle.reporter.report("field.name_malformed", entry.keySpan, message, { params });
  } else if (/[A-Z]/u.test(entry.key)) {
    const message = `The field '${entry.key}' would be easier to use elsewhere in snake_case.`;
    bundle.reporter.report("field.name_style", entry.keySpan, message, { params });
  }
}

function readChoices(bundle: Bundle, entry: TomlEntry, table: TomlTable): readonly string[] | undefined {
  const choices = fieldOf(bundle.reporter, table, "choices", "array");
  if (choices === undefined) return undefined;
  const words = choices.items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
  if (words.length === choices.items.length && words.length > 0 && new Set(words).size === words.length) return words;
  const message = `The choices of '${entry.key}' are one or more different strings.`;
  bundle.reporter.report("field.choices_malformed", choices.span, message, { params: { field: entry.key } });
  return words;
}

function readType(
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
  const type = TYPES.find((candidate) => candidate === written.value);
  if (type === undefined) {
    const suggestion = FIELD_TYPE_ALIASES.get(written.value) ?? didYouMean(written.value, TYPES);
    const message = `A field has no type '${written.value}': it is one of ${TYPES.join(", ")}.${offer(suggestion)}`;
    reporter.report("field.type_unknown", written.span, message, {
      params: { ...params, type: written.value },
      suggestion,
    });
    return undefined;
  }
  if (choices !== undefined && type !== "text" && type !== "list") {
    const message = `Choices are texts, so '${entry.key}' cannot be of type '${type}': leave the type out.`;
    reporter.report("field.choices_with_type", written.span, message, { params: { ...params, type } });
  }
  return type;
}

/** What a list, a dictionary or a nested concept is made of. */
function readParts(
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
  if (item_type?.value !== "concept")
    stray("item_concept_ref", `Only a list with item_type "concept" has an 'item_concept_ref'.`);
  if (type !== "dict")
    for (const key of ["key_type", "value_type"]) stray(key, `Only a field of type "dict" has a '${key}'.`);
  if (type === "concept") {
    if (concept_ref !== undefined) {
      return { concept: resolveConcept(library, bundle, concept_ref.value, concept_ref.span) };
    }
    if (!table.entries.has("concept_ref")) {
      const message = `The field '${entry.key}' is a concept and needs a 'concept_ref'.`;
      reporter.report("field.concept_missing", entry.keySpan, message, { params });
    }
    return {};
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
    return {};
  }
  if (known !== "concept") return { item_type: known };
  if (item_concept_ref !== undefined) {
    const item_concept = resolveConcept(library, bundle, item_concept_ref.value, item_concept_ref.span);
    return { item_type: known, item_concept };
  }
  if (!table.entries.has("item_concept_ref")) {
    const message = `The items of '${entry.key}' are concepts and need an 'item_concept_ref'.`;
    reporter.report("field.concept_missing", entry.keySpan, message, { params });
  }
  return { item_type: known };
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
