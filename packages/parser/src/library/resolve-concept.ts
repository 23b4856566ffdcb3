import { isNativeCode, NATIVE_CONCEPTS } from "@perdure/crate";
import type { ConceptRef } from "@perdure/crate";
import type { Bundle } from "./bundle.ts";
import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
import type { Library } from "./library.ts";
import { parseReference } from "./reference.ts";
import type { Span } from "../source/source-text.ts";

/** What stands for a concept that could not be resolved: it fits everywhere, so that one mistake is reported once. */
export const UNKNOWN_CONCEPT: ConceptRef = "native.Anything";

/**
 * The full name of a written concept: native, then the bundle's own domain, or the named domain. One that is not found is
 * reported and stands as `UNKNOWN_CONCEPT`; one outside the given files is noted and kept by its full name.
 */
export function resolveConcept(library: Library, bundle: Bundle, written: string, span: Span): ConceptRef {
  const { reporter } = bundle;
  const reference = parseReference(written, "concept");
  // A declared code that is malformed has been reported where it is declared.
  if (reference === undefined && library.concepts.has(`${bundle.domain}.${written}`)) return UNKNOWN_CONCEPT;
  if (reference === undefined) {
    const message = `'${written}' is not a concept's name: write Code, domain.Code or package->domain.Code, without brackets or markers.`;
    reporter.report("concept.reference_malformed", span, message, { params: { reference: written } });
    return UNKNOWN_CONCEPT;
  }
  const { code } = reference;
  if (reference.package !== undefined) return external(library, bundle, written, span);
  if (reference.domain === "native" || (reference.domain === undefined && isNativeCode(code))) {
    if (isNativeCode(code)) return `native.${code}`;
  }
  const domain = reference.domain ?? bundle.domain;
  const ref = `${domain}.${code}`;
  if (library.concepts.has(ref)) return ref;
  if (library.damaged) return UNKNOWN_CONCEPT;
  const isElsewhere = domain !== "native" && !library.bundles.some((other) => other.domain === domain);
  if (isElsewhere && !library.complete) return external(library, bundle, ref, span);
  const suggestion = suggestConcept(library, bundle, domain, code, reference.domain === undefined);
  if (suggestion === undefined && reference.domain === undefined && mayHaveSiblings(library, bundle)) {
    return external(library, bundle, ref, span);
  }
  const message = `There is no concept '${written}' in ${reference.domain === undefined ? `domain '${domain}', and none is native` : `domain '${domain}'`}.${offer(suggestion)}`;
  reporter.report("concept.unresolved", span, message, { params: { reference: written }, suggestion });
  return UNKNOWN_CONCEPT;
}

/** Whether a file reads as one part of a method whose other files were not given: alone of its domain, and no entry. */
export function mayHaveSiblings(library: Library, bundle: Bundle): boolean {
  return (
    !library.complete &&
    bundle.main_pipe === undefined &&
    library.bundles.every((other) => other === bundle || other.domain !== bundle.domain)
  );
}

function external(library: Library, bundle: Bundle, ref: string, span: Span): ConceptRef {
  library.external_concepts.add(ref);
  const message = `The concept '${ref}' is outside the given files and was not checked.`;
  bundle.reporter.report("concept.not_checked", span, message, { params: { reference: ref } });
  return ref;
}

function suggestConcept(
  library: Library,
  bundle: Bundle,
  domain: string,
  code: string,
  bare: boolean,
): string | undefined {
  const natives = Object.keys(NATIVE_CONCEPTS).map((ref) => ref.slice("native.".length));
  if (domain === "native") return prefixed("native", didYouMean(code, natives));
  const own = [...library.concepts.values()].filter((concept) => concept.bundle.domain === domain);
  const near = didYouMean(code, [...own.map((concept) => concept.code), ...(bare ? natives : [])]);
  if (near !== undefined) return bare ? near : `${domain}.${near}`;
  const elsewhere = [...library.concepts.values()].find(
    (concept) => concept.code === code && concept.bundle.domain !== bundle.domain,
  );
  return elsewhere?.ref;
}

const prefixed = (domain: string, code: string | undefined): string | undefined =>
  code === undefined ? undefined : `${domain}.${code}`;
