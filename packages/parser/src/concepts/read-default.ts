import type { Field, FieldType, Json } from "@perdure/crate";
import type { Bundle } from "../library/bundle.ts";
import { offer } from "../diagnostics/did-you-mean.ts";
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
    reporter.report("field.default_on_concept", value.span, `A nested concept ('${name}') has no default.`, { params });
    return undefined;
  }
  const isSafe = value.kind !== "integer" || Number.isSafeInteger(value.value);
  if (!ACCEPTED[field.type].includes(value.kind) || !isSafe) {
    const message = `The default of '${name}' must be of its type, ${field.type}, not ${kindName(value)}.`;
    // A date in quotes is a text to TOML.
    const isQuoted = value.kind === "string" && ["date", "time", "datetime"].includes(field.type);
    reporter.report("field.default_type", value.span, message, {
      params: { ...params, type: field.type },
      ...(isQuoted ? { suggestion: value.value } : {}),
    });
    return undefined;
  }
  const words = value.kind === "array" ? value.items : [value];
  const choices = new Set(field.choices);
  for (const word of field.choices === undefined ? [] : words) {
    if (word.kind === "string" && choices.has(word.value)) continue;
    const suggestion = word.kind === "string" ? reporter.suggest(word.value, field.choices ?? []) : undefined;
    const message = `The default of '${name}' must be one of its choices${shownChoices(field.choices ?? [])}.${offer(suggestion)}`;
    reporter.report("field.default_not_choice", word.span, message, { params, suggestion });
    return undefined;
  }
  return tomlToJson(value);
}

/** Choices as they fit into a message: a few are told, many are not. */
const shownChoices = (choices: readonly string[]): string => {
  const all = choices.map((choice) => `"${choice}"`).join(", ");
  return all.length <= LONGEST_CHOICES ? ` (${all})` : "";
};
const LONGEST_CHOICES = 100;
