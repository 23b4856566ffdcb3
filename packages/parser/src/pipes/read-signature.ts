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
    const message = "A signature is written without a type: remove this line.";
    reporter.report("signature.type", type.keySpan, message, { params });
  }
  const body = [...table.entries.values()].find((entry) => !KEYS.some((key) => key === entry.key));
  if (body !== undefined && type === undefined) {
    const message = `The pipe '${declared.code}' has '${body.key}' but no type: add its type, such as type = "PipeLLM".`;
    reporter.report("pipe.type_missing", declared.entry.keySpan, message, { params: { ...params, key: body.key } });
  } else {
    checkKeys(reporter, table, KEYS, "A signature");
  }
  const signature_for = wordOf(reporter, table, "signature_for", PIPE_TYPES);
  const settings = signature_for === undefined ? {} : { signature_for };
  return { ...context.base, type: "PipeSignature", settings };
}
