import { CONCEPT_KEYS } from "../concepts/read-concept.ts";
import { FIELD_KEYS } from "../concepts/read-field.ts";
import { BUNDLE_KEYS } from "../library/read-header.ts";
import { COMMON_KEYS, PIPE_KEYS } from "../pipes/pipe-keys.ts";
import { PIPE_TYPES } from "../pipes/pipe-types.ts";
import { KIND_KEYS } from "../pipes/read-judgment.ts";
import { STEP_KEYS } from "../pipes/read-sub-pipe.ts";
import { TEMPLATE_KEYS } from "../pipes/read-template.ts";
import { KEY_MEANINGS } from "./key-meanings.ts";
import type { TableKind } from "./key-meanings.ts";

/** The lists that the parser checks keys by, where it has one for the whole of a kind. */
const KEYS: Readonly<Partial<Record<TableKind, readonly string[]>>> = {
  bundle: BUNDLE_KEYS,
  concept: CONCEPT_KEYS,
  field: FIELD_KEYS,
  step: [...STEP_KEYS, "from"],
  template: TEMPLATE_KEYS,
  question: ["question", ...KIND_KEYS],
};

/** The keys that a table can have. Of a pipe those of its type; of one without a type, those of a signature. */
export function keysOf(kind: TableKind, pipe_type?: string): readonly string[] {
  if (kind !== "pipe") return KEYS[kind] ?? Object.keys(KEY_MEANINGS[kind]);
  const type = PIPE_TYPES.find((candidate) => candidate === pipe_type);
  return [...COMMON_KEYS, ...(type === undefined ? ["signature_for"] : PIPE_KEYS[type])];
}
