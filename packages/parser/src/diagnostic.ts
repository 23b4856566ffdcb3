import type { DiagnosticCode, Severity } from "./diagnostic-codes.ts";
import type { Position } from "./source-text.ts";

/** Something that the author should know about a place in a method. Plain frozen data. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence for people; programs read `code` and `params`. */
  readonly message: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  readonly file: string;
  readonly start: Position;
  /** Where the stretch ends; the character there is not part of it. */
  readonly end: Position;
  /** What the author may have meant, to put in the place of the stretch or, where that is no name, to do. */
  readonly suggestion?: string;
}
