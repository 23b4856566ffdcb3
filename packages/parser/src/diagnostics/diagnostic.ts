import type { DiagnosticCode, Severity } from "./diagnostic-codes.ts";
import type { SuggestedFix } from "../fixes/suggested-fix.ts";
import type { DiagnosticParams } from "../messages/sentence.ts";
import type { RelatedPlace } from "./related-place.ts";
import type { Position } from "../source/source-text.ts";

/** Something that the author should know about a place in a method. Plain frozen data. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What it speaks of, by name. `messageOf` makes the sentence for people. */
  readonly params: DiagnosticParams;
  readonly file: string;
  readonly start: Position;
  /** Where the stretch ends; the character there is not part of it. */
  readonly end: Position;
  /** Other places that explain it, the most telling first. */
  readonly related?: readonly RelatedPlace[];
  /** The name or value that the author may have meant. */
  readonly suggestion?: string;
  /** The repair of it, where one follows from what is known. */
  readonly fix?: SuggestedFix;
}
