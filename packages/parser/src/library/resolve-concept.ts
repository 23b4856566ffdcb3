import { isNativeCode, NATIVE_CONCEPTS } from "@perdure/crate";
import type { ConceptRef } from "@perdure/crate";
import type { Bundle } from "./bundle.ts";
import type { DeclaredConcept, Library } from "./library.ts";
import { indexOf } from "./library-index.ts";
import { namedScope } from "./package-scope.ts";
import type { PackageScope } from "./package-scope.ts";
import { NO_DOMAIN } from "./read-header.ts";
import { parseReference } from "./reference.ts";
import type { Reference } from "./reference.ts";
import { reportAlias } from "./report-alias.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Span } from "../source/source-text.ts";

/** What stands for a concept that could not be resolved: it fits everywhere, so that one mistake is reported once. */
export const UNKNOWN_CONCEPT: ConceptRef = "native.Anything";

/**
 * The full name of a written concept: native, then the bundle's own domain, or the named domain, of the own package or of the named
 * one. One that is not found is reported and stands as `UNKNOWN_CONCEPT`; one outside the given files is noted and kept by its full
 * name.
 */
export function resolveConcept(library: Library, bundle: Bundle, written: string, span: Span): ConceptRef {
  const known = found.get(bundle) ?? new Map<string, ConceptRef>();
  found.set(bundle, known);
  const again = known.get(written);
  if (again !== undefined) return again;
  const ref = findOrReport(library, bundle, written, span);
  if (library.concepts.has(ref)) known.set(written, ref);
  return ref;
}

/** What has been found by names as a bundle writes them: most are written again and again. */
const found = new WeakMap<Bundle, Map<string, ConceptRef>>();

function findOrReport(library: Library, bundle: Bundle, written: string, span: Span): ConceptRef {
  const { reporter, scope } = bundle;
  const reference = parseReference(written, "concept");
  // A declared code that is malformed has been reported where it is declared.
  if (reference === undefined && library.concepts.has(`${bundle.namespace}.${written}`)) return UNKNOWN_CONCEPT;
  if (reference === undefined) {
    const suggestion = suggestWritten(library, bundle, written);
    reporter.report("concept.reference_malformed", span, { reference: written }, { suggestion });
    return UNKNOWN_CONCEPT;
  }
  const { code } = reference;
  if (reference.package !== undefined) return resolveInPackage(library, bundle, written, reference, span);
  // A method of an earlier profile may have a concept of its own where a later one has a native.
  const isOwn = library.concepts.has(`${bundle.namespace}.${code}`);
  if (reference.domain === "native" || (reference.domain === undefined && !isOwn)) {
    if (isNativeCode(code)) return `native.${code}`;
  }
  const domain = reference.domain ?? bundle.domain;
  const namespace = `${scope.prefix}${domain}`;
  const ref = `${namespace}.${code}`;
  if (library.concepts.has(ref)) return ref;
  if (library.damaged || library.meant.has(ref)) return UNKNOWN_CONCEPT;
  const isElsewhere = domain !== "native" && !indexOf(library).filesByNamespace.has(namespace);
  if (isElsewhere && !isComplete(library, bundle)) return external(library, bundle, ref, span);
  if (mayBeUnnamed(library, bundle, isElsewhere)) return UNKNOWN_CONCEPT;
  const suggestion = suggestConcept(library, bundle.reporter, scope, {
    domain,
    code,
    bare: reference.domain === undefined,
  });
  if (suggestion === undefined && reference.domain === undefined && mayHaveSiblings(library, bundle)) {
    return external(library, bundle, ref, span);
  }
  const says = isElsewhere ? "elsewhere" : reference.domain === undefined ? "bare" : "here";
  reporter.report("concept.unresolved", span, { says, reference: written, full_name: ref, domain }, { suggestion });
  return UNKNOWN_CONCEPT;
}

/** Whether all files that a bundle may name were given: those of a package always are. */
export function isComplete(library: Library, bundle: Bundle): boolean {
  return library.complete || bundle.scope.links !== undefined;
}

/**
 * Whether a name may be of a file whose own domain could not be read, which is reported: one of a domain that no file has, or one that
 * such a file has from files beside it.
 */
export function mayBeUnnamed(library: Library, bundle: Bundle, isElsewhere: boolean): boolean {
  if (bundle.domain === NO_DOMAIN) return library.bundles.length > 1 || isElsewhere;
  return isElsewhere && library.bundles.some(({ domain }) => domain === NO_DOMAIN);
}

/** Whether a file reads as one part of a method whose other files were not given: alone of its domain, and no entry. */
export function mayHaveSiblings(library: Library, bundle: Bundle): boolean {
  return (
    !isComplete(library, bundle) &&
    bundle.main_pipe === undefined &&
    indexOf(library).filesByNamespace.get(bundle.namespace) === 1
  );
}

function resolveInPackage(
  library: Library,
  bundle: Bundle,
  written: string,
  { package: named = "", domain = "", code }: Reference,
  span: Span,
): ConceptRef {
  const scope = namedScope(library.scopes, bundle.scope, named);
  if (scope === undefined) return external(library, bundle, written, span);
  if (scope === "unknown_alias") {
    reportAlias(bundle, named, span);
    return UNKNOWN_CONCEPT;
  }
  const ref = `${scope.prefix}${domain}.${code}`;
  if (library.concepts.has(ref)) return ref;
  if (library.damaged) return UNKNOWN_CONCEPT;
  const near = suggestConcept(library, bundle.reporter, scope, { domain, code, bare: false });
  const suggestion = near === undefined ? undefined : `${named}->${near}`;
  bundle.reporter.report(
    "concept.unresolved",
    span,
    { says: "package", reference: written, named, domain, code },
    { suggestion },
  );
  return UNKNOWN_CONCEPT;
}

function external(library: Library, bundle: Bundle, ref: string, span: Span): ConceptRef {
  library.external_concepts.add(ref);
  bundle.reporter.report("concept.not_checked", span, { reference: ref, full_name: ref });
  return ref;
}

/** The concept that a malformed name most likely means: the name in it where that exists, else one that is near. */
function suggestWritten(library: Library, bundle: Bundle, written: string): string | undefined {
  const name = /[A-Za-z][\w.]*/u.exec(written.slice(0, LONGEST_NAME))?.[0];
  if (name === undefined) return undefined;
  const dot = name.lastIndexOf(".");
  const [domain, code] = [dot === -1 ? bundle.domain : name.slice(0, dot), name.slice(dot + 1)];
  const exists = library.concepts.has(`${bundle.scope.prefix}${domain}.${code}`);
  if (exists || (isNativeCode(code) && (dot === -1 || domain === "native"))) return name;
  return suggestConcept(library, bundle.reporter, bundle.scope, { domain, code, bare: dot === -1 });
}
const LONGEST_NAME = 200;

/** The concept of a package that was meant, as its own bundles write it. */
function suggestConcept(
  library: Library,
  reporter: Reporter,
  scope: PackageScope,
  { domain, code, bare }: { readonly domain: string; readonly code: string; readonly bare: boolean },
): string | undefined {
  if (domain === "native") return prefixed("native", reporter.suggest(code, NATIVE_CODES));
  const { conceptsByNamespace, conceptsByCode } = indexOf(library);
  const own = conceptsByNamespace.get(`${scope.prefix}${domain}`) ?? [];
  const near = reporter.suggest(code, codesOf(own, bare ? NATIVE_CODES : []));
  if (near !== undefined) return bare ? near : `${domain}.${near}`;
  const elsewhere = conceptsByCode.get(code)?.find(({ bundle }) => bundle.scope === scope && bundle.domain !== domain);
  return elsewhere?.ref.slice(scope.prefix.length);
}

const NATIVE_CODES: readonly string[] = Object.keys(NATIVE_CONCEPTS).map((ref) => ref.slice("native.".length));

function* codesOf(declared: readonly DeclaredConcept[], others: readonly string[]): Generator<string> {
  for (const { code } of declared) yield code;
  yield* others;
}

const prefixed = (domain: string, code: string | undefined): string | undefined =>
  code === undefined ? undefined : `${domain}.${code}`;
