import type { ConceptRef } from "@perdure/crate";
import { isSince } from "../diagnostics/language-profile.ts";
import { reportLater } from "../diagnostics/report-later.ts";
import type { Bundle } from "../library/bundle.ts";
import type { Library } from "../library/library.ts";
import { resolveConcept } from "../library/resolve-concept.ts";
import type { Span } from "../source/source-text.ts";
import { nativeSince, replacementOf } from "./native-profiles.ts";

/** The full name of a written concept, as `resolveConcept` finds it; a native that the profile lacks is warned of. */
export function namedConcept(library: Library, bundle: Bundle, written: string, span: Span): ConceptRef {
  const ref = resolveConcept(library, bundle, written, span);
  if (!ref.startsWith("native.") || !written.endsWith(ref.slice("native.".length))) return ref;
  const { reporter } = bundle;
  const suggestion = replacementOf(ref);
  if (suggestion === undefined) {
    reportLater(reporter, library.profile, { since: nativeSince(ref), what: `The native concept '${written}'`, span });
    return ref;
  }
  const severity = isSince(library.profile, "2.x") ? "error" : "warning";
  reporter.report("concept.native_gone", span, { reference: written, suggestion }, { suggestion, severity });
  return ref;
}
