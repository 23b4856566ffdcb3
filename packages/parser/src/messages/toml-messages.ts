import { variants } from "./sentence.ts";
import type { Texts } from "./sentence.ts";

/** What is said of TOML and keys. */
export const TOML_MESSAGES = {
  "toml.string_too_long": ({ limit }: { readonly limit: number }) => `This string is longer than ${limit} characters.`,
  "toml.syntax": variants({
    other: ({ problem }: Texts<"problem">) => `The TOML cannot be read: ${problem}.`,
    bare_text: ({ problem }: Texts<"problem">) => `The TOML cannot be read: ${problem}: a text stands in quotes.`,
  }),
  "toml.too_deep": ({ limit }: { readonly limit: number }) => `Values are nested deeper than ${limit} levels here.`,
  "toml.too_many_items": ({ limit }: { readonly limit: number }) =>
    `Up to here this file has more than ${limit} keys, items and brackets.`,
  "toml.unknown_key": variants({
    none: ({ owner, key }: Texts<"owner" | "key">, offer: string) => `${owner} has no key '${key}'.${offer}`,
    elsewhere: ({ owner, key, elsewhere }: Texts<"owner" | "key" | "elsewhere">) =>
      `${owner} has no key '${key}': ${elsewhere}.`,
  }),
  "toml.unknown_word": ({ key, words, found }: Texts<"key" | "words" | "found">, offer: string) =>
    `'${key}' must be one of ${words}, not '${found}'.${offer}`,
  "toml.word_too_long": ({ limit }: { readonly limit: number }) =>
    `This key or number is longer than ${limit} characters.`,
  "toml.wrong_type": variants({
    value: ({ key, wanted, shown }: Texts<"key" | "wanted" | "shown">) => `'${key}' must be ${wanted}, not ${shown}.`,
    item: ({ what, key, shown }: Texts<"what" | "key" | "shown">) => `${what} in '${key}' is a string, not ${shown}.`,
    dependency: ({ key, shown }: Texts<"key" | "shown">) =>
      `The dependency '${key}' is a table such as { address = "github.com/acme/tools", version = "^1.0.0" }, not ${shown}.`,
    outcome: ({ found }: Texts<"found">) => `An outcome is a pipe, "fail" or "continue", not ${found}.`,
    input: ({ key, found }: Texts<"key" | "found">) => `The input '${key}' is a concept's name, not ${found}.`,
    seed: () => `'seed' is an integer or "auto".`,
    question: ({ key, found }: Texts<"key" | "found">) =>
      `The question '${key}' is a table with a 'question', not ${found}.`,
    text: ({ what, found }: Texts<"what" | "found">) => `${what} is a string, not ${found}.`,
    model: ({ key, found }: Texts<"key" | "found">) =>
      `'${key}' is a model's name or a table of settings, not ${found}.`,
    step: ({ key, found }: Texts<"key" | "found">) =>
      `A ${key} is a table such as { pipe = "…", result = "…" }, not ${found}.`,
    template: ({ found }: Texts<"found">) => `A template is a string or a table, not ${found}.`,
    strings: ({ key, found }: Texts<"key" | "found">) => `'${key}' holds strings, not ${found}.`,
    package: () => "'package' must be a table: write [package].",
    pipe: ({ key, found }: Texts<"key" | "found">) => `The pipe '${key}' must be a table, not ${found}.`,
    concept: ({ key, found }: Texts<"key" | "found">) =>
      `The concept '${key}' is a description or a table, not ${found}.`,
    field: ({ key, found }: Texts<"key" | "found">) => `The field '${key}' is a description or a table, not ${found}.`,
  }),
} as const;
