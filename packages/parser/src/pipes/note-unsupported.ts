import type { UnsupportedPipe } from "@perdure/crate";
import type { PipeContext } from "./pipe-context.ts";

/** Notes, at its type, that a pipe is read and checked and cannot run yet. */
export function noteUnsupported(
  { reporter, table, declared }: PipeContext,
  type: Exclude<UnsupportedPipe["type"], "PipeSignature">,
): void {
  const span = table.entries.get("type")?.value.span ?? declared.entry.keySpan;
  reporter.report("pipe.type_not_supported", span, { pipe: declared.ref, type });
}
