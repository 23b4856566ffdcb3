import type { DiagnosticCode } from "./diagnostic-codes.ts";

/** The profiles of the language, oldest first. */
export const LANGUAGE_PROFILES = ["1.0", "2.x", "3.x"] as const;
/** A profile of the language: what one major version of the standard allows. */
export type LanguageProfile = (typeof LANGUAGE_PROFILES)[number];

/** What an earlier profile allowed: an error from the profile named on, else what the table of codes says. */
const REFUSED_SINCE: Readonly<Partial<Record<DiagnosticCode, LanguageProfile>>> = {
  "condition.continue_output": "2.x",
  "field.required_with_default": "2.x",
  "input.name_dotted": "3.x",
  "parallel.combined_output": "2.x",
  "parallel.not_combined": "2.x",
};

/** Whether a method is of this profile or a later one. Without a profile it may be of any. */
export function isSince(profile: LanguageProfile | undefined, since: LanguageProfile): boolean {
  return profile !== undefined && LANGUAGE_PROFILES.indexOf(profile) >= LANGUAGE_PROFILES.indexOf(since);
}

/** Whether a method is of an earlier profile than this one. Without a profile it may be of any. */
export const isBefore = (profile: LanguageProfile | undefined, since: LanguageProfile): boolean =>
  profile !== undefined && !isSince(profile, since);

/** Whether the profile refuses what this code names. */
export function isRefused(code: DiagnosticCode, profile: LanguageProfile | undefined): boolean {
  const since = REFUSED_SINCE[code];
  return since !== undefined && isSince(profile, since);
}
