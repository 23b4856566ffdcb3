import type { Bundle } from "../library/bundle.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SuggestedFix } from "./suggested-fix.ts";
import type { TomlPlaces } from "./toml-places.ts";

/** What a rule knows of the problem that it is to mend. */
export interface FixContext {
  readonly diagnostic: Diagnostic;
  readonly bundle: Bundle;
  readonly places: TomlPlaces;
  /** Whether another pipe calls this one, so that what it takes and gives is not its own affair. */
  readonly isCalled: (ref: unknown) => boolean;
}
/** What a rule says: a fix of the diagnostic's own file. */
export type PlannedFix = Omit<SuggestedFix, "source">;
/** A rule reads codes, params, suggestions and the document, never a message. Undefined where nothing follows for certain. */
export type FixRule = (context: FixContext) => PlannedFix | undefined;

/** The only thing that can have been meant by a word: the same but for capitals, hyphens and underscores. */
export const isSpelledAlike = (word: string, other: string): boolean => fold(word) === fold(other);

const fold = (word: string): string => word.toLowerCase().replaceAll(/[_-]/gu, "");
