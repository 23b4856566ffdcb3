import type { MethodFile } from "../parse-method.ts";
import { isAddress } from "./address.ts";
import type { PackageProblem } from "./package-problem.ts";
import type { LocatedManifest } from "./read-manifest.ts";

/** A package that is needed. */
export interface WantedPackage {
  readonly address: string;
  /** Who needs it: the address of a package, or "" for methods that stand alone. */
  readonly by: string;
  /** A version constraint, where a manifest has one. */
  readonly version?: string;
  /** Where it is, from the manifest's folder, where a manifest says so. */
  readonly path?: string;
  /** Says what is wrong with it where it is declared. Of one that is only mentioned nothing is said: what refers to it is noted. */
  report(problem: PackageProblem): void;
}

/** The packages that a manifest declares. Only that of the root says where they lie. */
export function declaredPackages(located: LocatedManifest, by: string, isRoot: boolean): readonly WantedPackage[] {
  return located.dependencies.map(({ address, version, path, span }) => ({
    address,
    by,
    version,
    ...(path === undefined || !isRoot ? {} : { path }),
    report: ({ code, params }) => located.reporter.report(code, span, params),
  }));
}

/** The packages whose addresses stand before a `->` anywhere in bundles, each once. */
export function mentionedPackages(bundles: readonly MethodFile[], by: string): readonly WantedPackage[] {
  const found = new Set(bundles.flatMap(({ text }) => mentionedAddresses(text)));
  return [...found].map((address) => ({ address, by, report: () => undefined }));
}

const LONGEST = 512;

function mentionedAddresses(text: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf("->"); at !== -1; at = text.indexOf("->", at + 2)) {
    const word = lastWord(text.slice(Math.max(0, at - LONGEST), at));
    if (isAddress(word)) found.push(word);
  }
  return found;
}

function lastWord(text: string): string {
  let start = text.length;
  while (start > 0 && /[A-Za-z0-9._/-]/u.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start);
}
