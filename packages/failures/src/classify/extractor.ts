import type { FailureError } from "../failure-error.ts";
import type { ValidationProblem } from "../report.ts";
import type { HeaderReader } from "./headers.ts";
import type { Rule } from "./rule.ts";

/** What an extractor looks at: an error and its causes, and what of them is an answer. */
export interface ErrorSource {
  readonly error: unknown;
  /** The error and what it was caused by, outermost first. */
  readonly layers: readonly unknown[];
  /** The layer that carries a status; undefined where nothing was answered. */
  readonly answer: unknown;
  readonly header: HeaderReader;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The result of a reading, which is done once for all extractors that ask for it. */
  readonly once: <T>(reading: (source: ErrorSource) => T) => T;
}

/** What an extractor found: nothing of a provider's prose. Lists are added up, of the rest the first extractor's counts. */
export interface Findings {
  /** The provider's own error words, lower case, most specific first. */
  readonly codes?: readonly string[] | undefined;
  /** Facts that a shape or a wording shows, by the names that the extractor's rules give them. */
  readonly signs?: readonly string[] | undefined;
  /** The status that an answer's body speaks of. */
  readonly status?: number | undefined;
  /** Milliseconds. */
  readonly retry_after_ms?: number | undefined;
  readonly finish_reason?: string | undefined;
  readonly request_id?: string | undefined;
  /** The word of a call to the operating system. */
  readonly system_code?: string | undefined;
  readonly validation_errors?: readonly ValidationProblem[] | undefined;
}

/** Knows one family of errors by their structure, and the rules for what it finds in them. Imports no SDK. */
export interface Extractor {
  readonly id: string;
  readonly rules: readonly Rule[];
  /** What the error shows; a reading that throws has found nothing. */
  readonly read?: (source: ErrorSource) => Findings;
  /** The failure that an error of another system stands for; it is then not classified again. */
  readonly recognise?: (source: ErrorSource) => FailureError | undefined;
}
