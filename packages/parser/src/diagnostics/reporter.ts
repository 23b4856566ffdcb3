import type { Diagnostic } from "./diagnostic.ts";
import { DIAGNOSTIC_CODES } from "./diagnostic-codes.ts";
import type { DiagnosticCode, Severity } from "./diagnostic-codes.ts";
import { didYouMean } from "@perdure/crate";
import { isRefused } from "./language-profile.ts";
import type { LanguageProfile } from "./language-profile.ts";
import type { ParamsOfCode } from "../messages/messages.ts";
import type { DiagnosticParams } from "../messages/sentence.ts";
import type { RelatedPlace } from "./related-place.ts";
import { PARSE_LIMITS } from "../limits.ts";
import type { ParseLimits } from "../limits.ts";
import type { SourceText, Span } from "../source/source-text.ts";

/** What a diagnostic may carry besides its params. `severity` replaces that of the code. */
interface ReportDetails {
  readonly suggestion?: string | undefined;
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
}

/** A cycle can be long: what is beyond explains nothing more. */
const MOST_RELATED = 8;

/** Collects the diagnostics of one file. */
export interface Reporter {
  readonly source: SourceText;
  readonly limits: ParseLimits;
  report<Code extends DiagnosticCode>(
    code: Code,
    span: Span,
    params: ParamsOfCode<Code>,
    details?: ReportDetails,
  ): void;
  /** `didYouMean` among names of the method, of which there may be many; nothing any more where no report would be taken. */
  suggest(word: string, candidates: Iterable<string>): string | undefined;
}

/**
 * A reporter that appends to `sink`, frozen; the same code at the same place is kept once. When the sink has as many as the
 * limit, the rest of a file is left out, which a last one says; its first error is never left out. The profile decides what is an error.
 */
export function createReporter(
  source: SourceText,
  sink: Diagnostic[],
  limits: ParseLimits = PARSE_LIMITS,
  profile?: LanguageProfile,
): Reporter {
  const seen = new Set<string>();
  let hasError = false;
  let isCut = false;
  const isFull = (): boolean => sink.length >= limits.diagnostics;

  function report(code: DiagnosticCode, span: Span, params: DiagnosticParams, details: ReportDetails = {}): void {
    const severity = isRefused(code, profile) ? "error" : (details.severity ?? DIAGNOSTIC_CODES[code]);
    // A file with an error must not look like one without.
    const isLeftOut = isFull() && (hasError || severity !== "error") && code !== "file.diagnostics_cut";
    if (isLeftOut && isCut) return;
    const start = source.position(span.start);
    const end = source.position(Math.max(span.end, start.offset));
    const key = `${code} ${start.offset} ${end.offset} ${JSON.stringify(params)}`;
    if (seen.has(key)) return;
    if (isLeftOut) return cut(span);
    seen.add(key);
    hasError ||= severity === "error";
    sink.push(
      Object.freeze({
        code,
        severity,
        params: Object.freeze({ ...params }),
        file: source.file,
        start: Object.freeze(start),
        end: Object.freeze(end),
        ...(details.related === undefined || details.related.length === 0
          ? {}
          : { related: Object.freeze(details.related.slice(0, MOST_RELATED)) }),
        ...(details.suggestion === undefined ? {} : { suggestion: details.suggestion }),
      }),
    );
  }

  function cut(span: Span): void {
    isCut = true;
    report("file.diagnostics_cut", span, { limit: limits.diagnostics });
  }

  return {
    source,
    limits,
    report,
    suggest: (word, candidates) => (isFull() ? undefined : didYouMean(word, candidates)),
  };
}
