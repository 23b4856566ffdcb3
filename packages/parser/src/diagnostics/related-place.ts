import type { Position, SourceText, Span } from "../source/source-text.ts";

/** Another place that explains a diagnostic: where the other declaration is, what a called pipe declares, the next step of a cycle. */
export interface RelatedPlace {
  readonly file: string;
  readonly start: Position;
  /** Where the stretch ends; the character there is not part of it. */
  readonly end: Position;
  /** What is there, for people. */
  readonly says: string;
}

/** A stretch of a source as a related place. */
export function relatedPlace(source: SourceText, { start, end }: Span, says: string): RelatedPlace {
  return Object.freeze({
    file: source.file,
    start: Object.freeze(source.position(start)),
    end: Object.freeze(source.position(end)),
    says,
  });
}
