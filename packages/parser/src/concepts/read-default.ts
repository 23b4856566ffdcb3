import type { Field, FieldType, Json } from "@perdure/crate";
import type { Bundle } from "../library/bundle.ts";
import { kindName, tomlToJson } from "../source/toml-tree.ts";
import type { TomlValue } from "../source/toml-tree.ts";

type Kind = TomlValue["kind"];
const ACCEPTED: Readonly<Record<Exclude<FieldType, "concept">, readonly Kind[]>> = {
  text: ["string"],
  integer: ["integer"],
  number: ["integer", "float"],
  boolean: ["boolean"],
  date: ["date"],
  time: ["time"],
  datetime: ["datetime"],
  list: ["array"],
  dict: ["table"],
  json: ["table"],
};

/** Reads the default of a field. It has the field's type and is one of its choices; a nested concept has none. */
export function readDefault(bundle: Bundle, name: string, field: Field, value: TomlValue): Json | undefined {
  const { reporter } = bundle;
  const params = { field: name };
  if (field.type === "concept") {
    reporter.report("field.default_on_concept", value.span, { ...params, name });
    return undefined;
  }
  const isSafe = value.kind !== "integer" || Number.isSafeInteger(value.value);
  if (!ACCEPTED[field.type].includes(value.kind) || !isSafe) {
    // A date in quotes is a text to TOML.
    const isQuoted = value.kind === "string" && ["date", "time", "datetime"].includes(field.type);
    reporter.report(
      "field.default_type",
      value.span,
      { ...params, type: field.type, name, found: kindName(value) },
      isQuoted ? { suggestion: value.value } : {},
    );
    return undefined;
  }
  const words = value.kind === "array" ? value.items : [value];
  const choices = new Set(field.choices);
  for (const word of field.choices === undefined ? [] : words) {
    if (word.kind === "string" && choices.has(word.value)) continue;
    const suggestion = word.kind === "string" ? reporter.suggest(word.value, field.choices ?? []) : undefined;
    const all = (field.choices ?? []).map((choice) => `"${choice}"`).join(", ");
    const choices_shown = all.length <= LONGEST_CHOICES ? all : "";
    reporter.report("field.default_not_choice", word.span, { ...params, name, choices: choices_shown }, { suggestion });
    return undefined;
  }
  return tomlToJson(value);
}

/** A few choices are told, many are not. */
const LONGEST_CHOICES = 100;
