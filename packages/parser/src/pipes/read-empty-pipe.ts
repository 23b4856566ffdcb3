import type { SignaturePipe } from "@perdure/crate";
import type { PipeContext } from "./pipe-context.ts";

/** A pipe's table without a single key, as a method's first draft has it: a signature that says nothing yet. */
export function readEmptyPipe(context: PipeContext): SignaturePipe {
  const { reporter, declared } = context;
  const message = `The pipe '${declared.code}' is empty: give it a type, a description, inputs and an output.`;
  reporter.report("pipe.empty", declared.entry.keySpan, message, { params: { pipe: declared.ref } });
  return { ...context.base, type: "PipeSignature", settings: {} };
}
