import type { PipeRef } from "@perdure/crate";
import type { Bundle } from "./bundle.ts";
import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
import type { Library } from "./library.ts";
import { parseReference } from "./reference.ts";
import { mayHaveSiblings } from "./resolve-concept.ts";
import type { Span } from "../source/source-text.ts";

/**
 * The full name of a written pipe: of the bundle's own domain, or of the named one. A bare name that only one other domain
 * has is taken with a warning; one outside the given files is noted and kept; one that is not found is reported, and undefined.
 */
export function resolvePipe(library: Library, bundle: Bundle, written: string, span: Span): PipeRef | undefined {
  const { reporter } = bundle;
  const reference = parseReference(written, "pipe");
  // A declared code that is malformed has been reported where it is declared.
  const own_ref = `${bundle.domain}.${written}`;
  if (reference === undefined && library.pipes.has(own_ref)) return own_ref;
  if (reference === undefined) {
    const message = `'${written}' is not a pipe's name: write code, domain.code or package->domain.code.`;
    reporter.report("pipe.reference_malformed", span, message, { params: { reference: written } });
    return undefined;
  }
  const domain = reference.domain ?? bundle.domain;
  const external = (ref: PipeRef): PipeRef => {
    const message = `The pipe '${ref}' is outside the given files and was not checked.`;
    reporter.report("pipe.not_checked", span, message, { params: { reference: ref } });
    if (!library.external_pipes.has(ref)) {
      library.external_pipes.set(ref, { ref, domain, code: reference.code, bundle, span });
    }
    return ref;
  };
  if (reference.package !== undefined) return external(written);
  const ref = `${domain}.${reference.code}`;
  if (library.pipes.has(ref)) return ref;
  if (library.damaged) return undefined;
  if (reference.domain !== undefined && !library.complete) {
    if (!library.bundles.some((other) => other.domain === domain)) return external(ref);
  }
  const namesakes = [...library.pipes.values()].filter((pipe) => pipe.code === reference.code);
  if (reference.domain === undefined && namesakes.length === 1 && namesakes[0] !== undefined) {
    const found = namesakes[0].ref;
    const message = `'${written}' is a pipe of another domain: write '${found}'.`;
    reporter.report("pipe.other_domain", span, message, { params: { reference: written }, suggestion: found });
    return found;
  }
  const own = [...library.pipes.values()].filter((pipe) => pipe.bundle.domain === domain);
  const near = didYouMean(
    reference.code,
    own.map((pipe) => pipe.code),
  );
  const suggestion =
    near !== undefined && reference.domain !== undefined ? `${domain}.${near}` : (near ?? namesakes[0]?.ref);
  if (suggestion === undefined && reference.domain === undefined && mayHaveSiblings(library, bundle))
    return external(ref);
  const message = `There is no pipe '${written}' in domain '${domain}'.${offer(suggestion)}`;
  reporter.report("pipe.unresolved", span, message, { params: { reference: written }, suggestion });
  return undefined;
}
