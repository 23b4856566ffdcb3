import type { SignaturePipe } from "@perdure/crate";
import type { PipeContext } from "./pipe-context.ts";

/** A pipe's table without a single key, as a method's first draft has it: a signature that says nothing yet. */
export function readEmptyPipe(context: PipeContext): SignaturePipe {
  const { reporter, declared } = context;
  reporter.report("pipe.empty", declared.entry.keySpan, { pipe: declared.ref, code: declared.code });
  return { ...context.base, type: "PipeSignature", settings: {} };
}
