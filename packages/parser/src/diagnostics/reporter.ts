import type { Diagnostic } from "./diagnostic.ts";
import { DIAGNOSTIC_CODES } from "./diagnostic-codes.ts";
import type { DiagnosticCode, Severity } from "./diagnostic-codes.ts";
import type { SourceText, Span } from "../source/source-text.ts";

/** What a diagnostic may carry besides its message. `severity` replaces that of the code. */
interface ReportDetails {
  readonly params?: Readonly<Record<string, string | number | boolean>>;
  readonly suggestion?: string | undefined;
  readonly severity?: Severity;
}

/** Collects the diagnostics of one file. */
export interface Reporter {
  readonly source: SourceText;
  report(code: DiagnosticCode, span: Span, message: string, details?: ReportDetails): void;
}

/** The most diagnostics of one file: who has more mends these first. */
const MOST_DIAGNOSTICS = 1000;

/** A reporter that appends to `sink`, frozen; the same code at the same place is kept once. */
export function createReporter(source: SourceText, sink: Diagnostic[]): Reporter {
  const seen = new Set<string>();
  let count = 0;
  let hasError = false;
  return {
    source,
    report(code, span, message, details = {}) {
      const start = source.position(span.start);
      const end = source.position(Math.max(span.end, start.offset));
      const key = `${code} ${start.offset} ${end.offset} ${message}`;
      if (seen.has(key)) return;
      seen.add(key);
      count += 1;
      const severity = details.severity ?? DIAGNOSTIC_CODES[code];
      // The first error is never dropped: a method with an error must not look like one without.
      if (count > MOST_DIAGNOSTICS && (hasError || severity !== "error")) return;
      hasError ||= severity === "error";
      sink.push(
        Object.freeze({
          code,
          severity,
          message,
          params: Object.freeze({ ...details.params }),
          file: source.file,
          start: Object.freeze(start),
          end: Object.freeze(end),
          ...(details.suggestion === undefined ? {} : { suggestion: details.suggestion }),
        }),
      );
    },
  };
}
