import type { ConceptRef } from "@perdure/crate";
import type { LanguageProfile } from "../diagnostics/language-profile.ts";

/** The profile that brought each native concept, where it is not the first. */
const SINCE: Readonly<Record<ConceptRef, LanguageProfile>> = {
  "native.YesNo": "2.x",
  "native.Date": "2.x",
  "native.Time": "2.x",
  "native.Composite": "2.x",
  "native.Choice": "3.x",
  "native.Rating": "3.x",
  "native.Markdown": "3.x",
};
/** Native concepts that are gone, with what is written in their place. */
const REPLACED: Readonly<Record<ConceptRef, string>> = { "native.ImgGenPrompt": "Text" };

/** The profile since which a concept is native. */
export const nativeSince = (ref: ConceptRef): LanguageProfile =>
  (Object.hasOwn(SINCE, ref) ? SINCE[ref] : undefined) ?? "1.0";
/** What is written in place of a native concept that is gone; undefined for one that is there. */
export const replacementOf = (ref: ConceptRef): string | undefined =>
  Object.hasOwn(REPLACED, ref) ? REPLACED[ref] : undefined;
