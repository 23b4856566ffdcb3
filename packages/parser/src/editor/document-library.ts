import { declareConcepts, declarePipes } from "../library/declare.ts";
import type { Bundle } from "../library/bundle.ts";
import { createLibrary } from "../library/library.ts";
import type { Library } from "../library/library.ts";
import { hostScope } from "../library/package-scope.ts";
import { PARSE_LIMITS } from "../limits.ts";
import { readHeader } from "../library/read-header.ts";
import type { Document } from "./document.ts";

/** What some documents declare, and the bundle of each of them in their order. */
export function createDocumentLibrary(documents: readonly Document[]): {
  readonly library: Library;
  readonly bundles: readonly Bundle[];
} {
  const scope = hostScope();
  const library = createLibrary({
    complete: false,
    limits: PARSE_LIMITS,
    profile: undefined,
    host: scope,
    scopes: new Map(),
  });
  const bundles = documents.map(({ reporter, root }) => readHeader(reporter, root, scope));
  library.bundles.push(...bundles);
  for (const bundle of bundles) {
    declareConcepts(library, bundle);
    declarePipes(library, bundle);
  }
  return { library, bundles };
}
