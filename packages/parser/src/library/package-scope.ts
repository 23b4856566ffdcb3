import type { PipeRef } from "@perdure/crate";
import { isSnakeName } from "./names.ts";
import type { PackageLinks } from "./package-links.ts";

/** The package that a bundle belongs to. */
export interface PackageScope {
  /** Absent where no manifest stands over the bundles: they are one method, all of it public. */
  readonly links?: PackageLinks;
  /** What stands before the domain in the full name of anything of the package: nothing for the method's own, `address::` for others. */
  readonly prefix: string;
  /** The pipes that may be called from other domains and packages. */
  readonly public_pipes: Set<PipeRef>;
}

/** The scope of a method's own files. */
export const hostScope = (links?: PackageLinks): PackageScope => ({
  ...(links === undefined ? {} : { links }),
  prefix: "",
  public_pipes: new Set(),
});

/** The scope of a package that a method builds on. */
export const dependencyScope = (links: PackageLinks): PackageScope => ({
  links,
  prefix: `${links.address}::`,
  public_pipes: new Set(),
});

/** Whether a pipe may be called from another domain or package. Without a manifest all pipes may. */
export const isPublic = (scope: PackageScope, pipe: PipeRef): boolean =>
  scope.links === undefined || scope.public_pipes.has(pipe);

/**
 * The package that the left side of `->` names: by an alias of the manifest, or by its address. `unknown_alias` where the manifest has no
 * such alias; undefined where the package was not given, or where no manifest tells.
 */
export function namedScope(
  scopes: ReadonlyMap<string, PackageScope>,
  from: PackageScope,
  named: string,
): PackageScope | "unknown_alias" | undefined {
  if (!isSnakeName(named)) return scopes.get(named);
  if (from.links === undefined) return undefined;
  const { aliases } = from.links;
  const address = Object.hasOwn(aliases, named) ? aliases[named] : undefined;
  return address === undefined ? "unknown_alias" : scopes.get(address);
}
