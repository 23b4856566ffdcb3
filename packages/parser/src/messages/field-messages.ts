import { variants } from "./sentence.ts";
import type { Texts } from "./sentence.ts";

/** What is said of fields of structures. */
export const FIELD_MESSAGES = {
  "field.choices_malformed": ({ field }: Texts<"field">) =>
    `The choices of '${field}' are one or more different strings.`,
  "field.choices_with_type": variants({
    told: ({ key }: Texts<"key">) => `The choices of '${key}' say that it is a text: leave the type out.`,
    other: ({ key, type }: Texts<"key" | "type">) =>
      `Choices are texts, so '${key}' cannot be of type '${type}': leave the type out.`,
  }),
  "field.concept_missing": variants({
    field: ({ key }: Texts<"key">) => `The field '${key}' is a concept and needs a 'concept_ref'.`,
    items: ({ key }: Texts<"key">) => `The items of '${key}' are concepts and need an 'item_concept_ref'.`,
  }),
  "field.default_not_choice": ({ name, choices }: Texts<"name" | "choices">, offer: string) =>
    `The default of '${name}' must be one of its choices${choices === "" ? "" : ` (${choices})`}.${offer}`,
  "field.default_on_concept": ({ name }: Texts<"name">) => `A nested concept ('${name}') has no default.`,
  "field.default_type": ({ name, type, found }: Texts<"name" | "type" | "found">) =>
    `The default of '${name}' must be of its type, ${type}, not ${found}.`,
  "field.description_missing": ({ owner }: Texts<"owner">) => `${owner} needs a description.`,
  "field.dict_types_missing": ({ key }: Texts<"key">) =>
    `The dictionary '${key}' needs both a 'key_type' and a 'value_type'.`,
  "field.item_type_missing": ({ key }: Texts<"key">) =>
    `The list '${key}' does not say what its items are, so they are texts: add item_type = "text".`,
  "field.key_type": () => `The keys of a dictionary are texts: write key_type = "text".`,
  "field.name_keyword": ({ key }: Texts<"key">) =>
    `A runtime written in Python refuses the field '${key}': choose another name.`,
  "field.name_malformed": ({ key }: Texts<"key">) =>
    `'${key}' is not a field's name: letters, digits and underscores, a letter first.`,
  "field.name_private": ({ key }: Texts<"key">) =>
    `A field's name starts with no underscore: '${key}' would be private, and nothing could read it.`,
  "field.name_reserved": ({ key }: Texts<"key">) => `No field can be called '${key}': the name is reserved.`,
  "field.name_style": ({ key, suggestion }: Texts<"key" | "suggestion">) =>
    `The field '${key}' is not in snake_case, which some tools ask for: '${suggestion}' is at home everywhere.`,
  "field.required_with_default": ({ owner }: Texts<"owner">) =>
    `${owner} has a default, so 'required' says nothing: keep one.`,
  "field.stray_key": variants({
    of_type: ({ wanted, key }: Texts<"wanted" | "key">) =>
      `Only a field of type "${wanted}" has ${key.startsWith("item") ? "an" : "a"} '${key}'.`,
    of_items: () => "Only a list with item_type \"concept\" has an 'item_concept_ref'.",
  }),
  "field.type_missing": ({ key }: Texts<"key">) => `The field '${key}' needs a type, or choices.`,
  "field.type_unknown": variants({
    items: ({ type, types }: Texts<"type" | "types">, offer: string) =>
      `A list has no items of type '${type}': they are one of ${types}.${offer}`,
    field: ({ type, types }: Texts<"type" | "types">, offer: string) =>
      `A field has no type '${type}': it is one of ${types}.${offer}`,
  }),
} as const;
