import type { Json } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { getStaticTOMLValue, ParseError, parseTOML } from "toml-eslint-parser";
import type { AST } from "toml-eslint-parser";

/** A setting or a table of a file: its full key and where it stands. Lines and columns are one-based. */
export interface Setting {
  readonly key: readonly string[];
  /** Absent: a table, whose settings follow. */
  readonly value?: Json;
  /** A table that can be written several times: `[[name]]`. */
  readonly is_repeated?: boolean;
  readonly line: number;
  readonly column: number;
}

/** Every table and setting of a TOML text, in its order; arrays are values. Throws `perdure.configuration_invalid`. */
export function readSettings(file: string, text: string): readonly Setting[] {
  try {
    const settings: Setting[] = [];
    for (const node of parseTOML(text).body[0].body) {
      if (node.type === "TOMLKeyValue") collect(settings, [], node);
      else {
        settings.push({ key: keyOf(node.key), is_repeated: node.kind === "array", ...startOf(node.key) });
        for (const entry of node.body) collect(settings, keyOf(node.key), entry);
      }
    }
    return settings;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw createFailure("perdure.configuration_invalid", {
      message: `The file is not valid TOML: ${error.message}.`,
      user_action: { kind: "fix_configuration", detail: "Correct the line that is named." },
      location: { file, line: error.lineNumber, column: error.column + 1 },
      cause: error,
    });
  }
}

function collect(settings: Setting[], parent: readonly string[], node: AST.TOMLKeyValue): void {
  const key = [...parent, ...keyOf(node.key)];
  const place = startOf(node.key);
  if (node.value.type === "TOMLInlineTable") {
    settings.push({ key, ...place });
    for (const entry of node.value.body) collect(settings, key, entry);
    return;
  }
  settings.push({ key, value: jsonOf(getStaticTOMLValue(node.value)), ...place });
}

const keyOf = (key: AST.TOMLKey): readonly string[] =>
  key.keys.map((part) => (part.type === "TOMLBare" ? part.name : part.value));

const startOf = ({ loc: { start } }: AST.TOMLKey): Pick<Setting, "line" | "column"> => ({
  line: start.line,
  column: start.column + 1,
});

/** A TOML value as JSON: dates are their text. */
export function jsonOf(value: unknown): Json {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonOf(item)]));
  return value as Json;
}
