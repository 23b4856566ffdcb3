import type { SignaturePipe } from "@perdure/crate";
import { checkKeys, wordOf } from "../source/toml-fields.ts";
import type { PipeContext } from "./pipe-context.ts";
import { PIPE_TYPES } from "./pipe-types.ts";

const KEYS = ["type", "description", "inputs", "output", "signature_for"] as const;

/** Reads a signature: a pipe without a type, which only says what it takes and gives. It cannot run. */
export function readSignature(context: PipeContext): SignaturePipe {
  const { reporter, table, declared } = context;
  const type = table.entries.get("type");
  const params = { pipe: declared.ref };
  if (type !== undefined) {
    reporter.report("signature.type", type.keySpan, params);
  }
  const body = [...table.entries.values()].find((entry) => !KEYS.some((key) => key === entry.key));
  if (body !== undefined && type === undefined) {
    reporter.report("pipe.type_missing", declared.entry.keySpan, { ...params, key: body.key, code: declared.code });
  } else {
    checkKeys(reporter, table, KEYS, "A signature");
  }
  const signature_for = wordOf(reporter, table, "signature_for", PIPE_TYPES);
  const settings = signature_for === undefined ? {} : { signature_for };
  return { ...context.base, type: "PipeSignature", settings };
}
