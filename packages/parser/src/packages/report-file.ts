import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import type { ParamsOfCode } from "../messages/messages.ts";
import { createSourceText } from "../source/source-text.ts";

/** Reports what is wrong with a file or folder as a whole: its place is the file's beginning. */
export function reportFile<Code extends DiagnosticCode>(
  sink: Diagnostic[],
  code: Code,
  path: string,
  params: ParamsOfCode<Code>,
): void {
  createReporter(createSourceText(path, ""), sink).report(code, { start: 0, end: 0 }, params);
}
