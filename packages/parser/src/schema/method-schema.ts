import type { JsonObject } from "@perdure/crate";
import { KEY_MEANINGS } from "../editor/key-meanings.ts";
import type { TableKind } from "../editor/key-meanings.ts";
import { keysOf } from "../editor/known-keys.ts";
import { wordsOf } from "../editor/known-words.ts";
import { PIPE_TYPES } from "../pipes/pipe-types.ts";
import type { PipeType } from "../pipes/pipe-types.ts";
import { REQUIRED_KEYS, VALUE_SHAPES } from "./value-shapes.ts";

const TABLES = ["concept", "field", "input", "step", "template", "style", "model", "question", "hints"] as const;

/**
 * The JSON Schema (draft 7, which editors of TOML understand) of a `.mthds` file, made from the tables that the parser and the completions
 * use. It knows keys, types and words; how concepts and pipes fit together is what `parseMethod` is for. Keys of earlier dialects, which
 * the parser still reads with a warning, are unknown to it.
 */
export function methodSchema(): JsonObject {
  const definitions = Object.fromEntries(TABLES.map((kind) => [kind, tableSchema(kind)]));
  const pipes = Object.fromEntries(PIPE_TYPES.map((type) => [type, pipeSchema(type)]));
  const types = [...PIPE_TYPES, "signature"].map((name) => ({ $ref: `#/definitions/${name}` }));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A method in MTHDS",
    ...tableSchema("bundle"),
    definitions: { ...definitions, pipe: { oneOf: types }, ...pipes, signature: pipeSchema(undefined) },
  };
}

function tableSchema(kind: TableKind): JsonObject {
  const required = REQUIRED_KEYS[kind];
  return {
    type: "object",
    ...(required === undefined ? {} : { required }),
    properties: propertiesOf(kind, keysOf(kind)),
    // A hint that nobody knows is kept, and changes nothing.
    additionalProperties: kind === "hints",
  };
}

function pipeSchema(type: PipeType | undefined): JsonObject {
  const keys = keysOf("pipe", type);
  const required = REQUIRED_KEYS.pipe ?? [];
  const properties = propertiesOf(
    "pipe",
    keys.filter((key) => key !== "type"),
  );
  if (type === undefined) return { type: "object", required, properties, additionalProperties: false };
  const named = { const: type, description: KEY_MEANINGS.pipe["type"] ?? "" };
  return {
    type: "object",
    required: ["type", ...required],
    properties: { type: named, ...properties },
    additionalProperties: false,
  };
}

function propertiesOf(kind: TableKind, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.map((key) => {
      const meaning = KEY_MEANINGS[kind][key];
      return [key, { ...valueSchema(kind, key), ...(meaning === undefined ? {} : { description: meaning }) }];
    }),
  );
}

function valueSchema(kind: TableKind, key: string): JsonObject {
  if (kind === "pipe" && key === "signature_for") return { enum: PIPE_TYPES };
  const words = wordsOf(kind, key);
  if (words.includes("true")) return { type: "boolean" };
  if (key === "templating_style") return { anyOf: [{ enum: words }, { $ref: "#/definitions/style" }] };
  if (words.length > 0) return { enum: words };
  const shapes = VALUE_SHAPES[kind];
  return (Object.hasOwn(shapes, key) ? shapes[key] : undefined) ?? { type: "string" };
}
