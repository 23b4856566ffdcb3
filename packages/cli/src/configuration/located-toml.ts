import type { Json } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { getStaticTOMLValue, ParseError, parseTOML } from "toml-eslint-parser";
import type { AST } from "toml-eslint-parser";

/** One setting of a file: its full key, its value and where the key stands. Lines and columns are one-based. */
export interface Setting {
  readonly key: readonly string[];
  readonly value: Json;
  readonly line: number;
  readonly column: number;
}

/** Every setting of a TOML text, in its order; tables are opened up, arrays are values. Throws `perdure.configuration_invalid`. */
export function readSettings(file: string, text: string): readonly Setting[] {
  try {
    const settings: Setting[] = [];
    for (const node of parseTOML(text).body[0].body) {
      if (node.type === "TOMLKeyValue") collect(settings, [], node);
      else for (const entry of node.body) collect(settings, keyOf(node.key), entry);
    }
    return settings;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw createFailure("perdure.configuration_invalid", {
      message: `The file is not valid TOML: ${error.message}.`,
      location: { file, line: error.lineNumber, column: error.column + 1 },
      cause: error,
    });
  }
}

function collect(settings: Setting[], parent: readonly string[], node: AST.TOMLKeyValue): void {
  const key = [...parent, ...keyOf(node.key)];
  if (node.value.type === "TOMLInlineTable") {
    for (const entry of node.value.body) collect(settings, key, entry);
    return;
  }
  const { line, column } = node.key.loc.start;
  settings.push({ key, value: jsonOf(getStaticTOMLValue(node.value)), line, column: column + 1 });
}

const keyOf = (key: AST.TOMLKey): readonly string[] =>
  key.keys.map((part) => (part.type === "TOMLBare" ? part.name : part.value));

/** A TOML value as JSON: dates are their text. */
export function jsonOf(value: unknown): Json {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonOf(item)]));
  return value as Json;
}
