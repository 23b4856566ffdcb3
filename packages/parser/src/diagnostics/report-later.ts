import { isBefore } from "./language-profile.ts";
import type { LanguageProfile } from "./language-profile.ts";
import type { Reporter } from "./reporter.ts";
import type { Span } from "../source/source-text.ts";

/** Warns of what came with a later profile than the one that the method is held against. */
export function reportLater(
  reporter: Reporter,
  profile: LanguageProfile | undefined,
  { since, what, span }: { readonly since: LanguageProfile; readonly what: string; readonly span: Span },
): void {
  if (profile === undefined || !isBefore(profile, since)) return;
  reporter.report("profile.later", span, { what, since, profile });
}
