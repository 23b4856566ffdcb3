import { COMMON_KEYS, PIPE_KEYS } from "./pipe-keys.ts";
import { PIPE_TYPES } from "../pipes/pipe-types.ts";
import { KEY_MEANINGS } from "./key-meanings.ts";
import type { TableKind } from "./key-meanings.ts";

/** The keys that a table can have. Of a pipe those of its type; of one without a type, those of a signature. */
export function keysOf(kind: TableKind, pipe_type?: string): readonly string[] {
  if (kind !== "pipe") return Object.keys(KEY_MEANINGS[kind]);
  const type = PIPE_TYPES.find((candidate) => candidate === pipe_type);
  return [...COMMON_KEYS, ...(type === undefined ? ["signature_for"] : PIPE_KEYS[type])];
}
