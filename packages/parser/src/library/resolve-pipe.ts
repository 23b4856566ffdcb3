import type { PipeRef } from "@perdure/crate";
import type { Bundle } from "./bundle.ts";
import type { DeclaredPipe, Library } from "./library.ts";
import { indexOf } from "./library-index.ts";
import { isPublic, namedScope } from "./package-scope.ts";
import type { PackageScope } from "./package-scope.ts";
import { parseReference } from "./reference.ts";
import type { Reference } from "./reference.ts";
import { reportAlias } from "./report-alias.ts";
import { isComplete, mayBeUnnamed, mayHaveSiblings } from "./resolve-concept.ts";
import type { Span } from "../source/source-text.ts";

/**
 * The full name of a written pipe: of the bundle's own domain, or of the named one, of the own package or of the named one. In a package,
 * a pipe of another domain must be exported. A bare name that only one other domain has is taken with a warning where no manifest says
 * what is public; one outside the given files is noted and kept; one that is not found is reported, and undefined.
 */
export function resolvePipe(library: Library, bundle: Bundle, written: string, span: Span): PipeRef | undefined {
  const { reporter, scope } = bundle;
  const reference = parseReference(written, "pipe");
  // A declared code that is malformed has been reported where it is declared.
  const own_ref = `${bundle.namespace}.${written}`;
  if (reference === undefined && library.pipes.has(own_ref)) return own_ref;
  if (reference === undefined) {
    reporter.report("pipe.reference_malformed", span, { reference: written });
    return undefined;
  }
  if (reference.package !== undefined) return resolveInPackage(library, bundle, written, reference, span);
  const domain = reference.domain ?? bundle.domain;
  const namespace = `${scope.prefix}${domain}`;
  const ref = `${namespace}.${reference.code}`;
  if (library.pipes.has(ref)) {
    if (domain !== bundle.domain && !isPublic(scope, ref)) reportPrivate(library, bundle, written, reference, span);
    return ref;
  }
  const meant = library.meant.get(ref);
  if (meant !== undefined) return meant;
  if (library.damaged) return undefined;
  const index = indexOf(library);
  const isElsewhere = reference.domain !== undefined && !index.filesByNamespace.has(namespace);
  if (isElsewhere && !isComplete(library, bundle)) return external(library, bundle, ref, reference.code, span);
  if (mayBeUnnamed(library, bundle, isElsewhere)) return undefined;
  const namesakes = namesakesOf(library, scope, reference.code);
  // Past a manifest, a name that finds its way into another domain would go around what that domain exports.
  const isAlone = scope.links === undefined && reference.domain === undefined && namesakes.length === 1;
  if (isAlone && namesakes[0] !== undefined) {
    const found = namesakes[0].ref;
    reporter.report("pipe.other_domain", span, { reference: written, found }, { suggestion: found });
    return found;
  }
  const near = reporter.suggest(reference.code, codesOf(library, namespace));
  const suggestion =
    near !== undefined && reference.domain !== undefined
      ? `${domain}.${near}`
      : (near ?? namesakes[0]?.ref.slice(scope.prefix.length));
  if (suggestion === undefined && reference.domain === undefined && mayHaveSiblings(library, bundle)) {
    return external(library, bundle, ref, reference.code, span);
  }
  const says = isElsewhere ? "elsewhere" : "here";
  reporter.report("pipe.unresolved", span, { says, reference: written, full_name: ref, domain }, { suggestion });
  return undefined;
}

function resolveInPackage(
  library: Library,
  bundle: Bundle,
  written: string,
  reference: Reference,
  span: Span,
): PipeRef | undefined {
  const { package: named = "", domain = "", code } = reference;
  const scope = namedScope(library.scopes, bundle.scope, named);
  if (scope === undefined) return external(library, bundle, written, code, span);
  if (scope === "unknown_alias") {
    reportAlias(bundle, named, span);
    return undefined;
  }
  const ref = `${scope.prefix}${domain}.${code}`;
  if (library.pipes.has(ref)) {
    const isOwnDomain = scope === bundle.scope && domain === bundle.domain;
    if (!isOwnDomain && !isPublic(scope, ref)) reportPrivate(library, bundle, written, reference, span, scope);
    return ref;
  }
  if (library.damaged) return undefined;
  const near = bundle.reporter.suggest(code, codesOf(library, `${scope.prefix}${domain}`, scope));
  const open = namesakesOf(library, scope, code).find((pipe) => isPublic(scope, pipe.ref));
  const elsewhere = open?.ref.slice(scope.prefix.length);
  const found = near === undefined ? elsewhere : `${domain}.${near}`;
  const suggestion = found === undefined ? undefined : `${named}->${found}`;
  bundle.reporter.report(
    "pipe.unresolved",
    span,
    { says: "package", reference: written, named, domain, code },
    { suggestion },
  );
  return undefined;
}

/** Reports a pipe that only its own domain may call. */
function reportPrivate(
  library: Library,
  bundle: Bundle,
  written: string,
  { package: named, domain = "", code }: Reference,
  span: Span,
  scope = bundle.scope,
): void {
  const open = codesOf(library, `${scope.prefix}${domain}`, scope);
  const near = named === undefined ? undefined : bundle.reporter.suggest(code, open);
  const suggestion = near === undefined ? undefined : `${named}->${domain}.${near}`;
  const params = { reference: written, package: scope.links?.address ?? "", domain, code };
  const told =
    named === undefined ? ({ says: "domain", ...params } as const) : ({ says: "package", ...params, named } as const);
  bundle.reporter.report("pipe.not_exported", span, told, { suggestion });
}

function external(library: Library, bundle: Bundle, ref: PipeRef, code: string, span: Span): PipeRef {
  bundle.reporter.report("pipe.not_checked", span, { reference: ref, full_name: ref });
  if (!library.external_pipes.has(ref)) {
    const domain = ref.slice(0, ref.length - code.length - 1);
    library.external_pipes.set(ref, { ref, domain, code, bundle, span });
  }
  return ref;
}

const namesakesOf = (library: Library, scope: PackageScope, code: string): readonly DeclaredPipe[] =>
  (indexOf(library).pipesByCode.get(code) ?? []).filter(({ bundle }) => bundle.scope === scope);

/** The codes of the pipes of a domain; of a scope, those which it makes public. */
function* codesOf(library: Library, namespace: string, scope?: PackageScope): Generator<string> {
  for (const { code, ref } of indexOf(library).pipesByNamespace.get(namespace) ?? []) {
    if (scope === undefined || isPublic(scope, ref)) yield code;
  }
}
