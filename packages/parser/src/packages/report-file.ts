import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import { createSourceText } from "../source/source-text.ts";

/** Reports what is wrong with a file or folder as a whole: its place is the file's beginning. */
export function reportFile(
  sink: Diagnostic[],
  code: DiagnosticCode,
  path: string,
  message: string,
  params: Readonly<Record<string, string | number | boolean>> = {},
): void {
  const reporter = createReporter(createSourceText(path, ""), sink);
  reporter.report(code, { start: 0, end: 0 }, message, { params: { path, ...params } });
}
