import type { LockedPackage } from "./lock.ts";
import { isProblem } from "./package-problem.ts";
import type { PackageProblem } from "./package-problem.ts";
import { pathIn, resolvePath } from "./paths.ts";
import type { PackageFileSystem } from "./file-system.ts";
import { parseVersion } from "./semver.ts";
import type { VendoredPackage } from "./vendored-packages.ts";
import type { WantedPackage } from "./wanted-packages.ts";

/** Where a package lies, and what it was locked as. */
export interface PackagePlace {
  readonly folder: string;
  readonly from: "path" | "project" | "cache";
  /** The version that it was fetched as. Absent: what its manifest says. */
  readonly version?: string;
  readonly locked?: LockedPackage;
}

/** Where packages may lie: what the root says, what the project keeps, and what was fetched. */
export interface PackagePlaces {
  readonly root: string;
  readonly vendored: readonly (readonly VendoredPackage[])[];
  readonly locked: readonly LockedPackage[];
  readonly cache: string | undefined;
}

/**
 * Where a package lies: at the path that the root's manifest gives, else in the project, nearest first, else in the cache at the
 * version of the lock, or at the only one that is there.
 */
export async function placeOf(
  files: PackageFileSystem,
  want: WantedPackage,
  { root, vendored, locked, cache }: PackagePlaces,
): Promise<PackagePlace | PackageProblem> {
  const { address, path } = want;
  if (path !== undefined) {
    const folder = resolvePath(root, path);
    if (folder !== undefined) return { folder, from: "path" };
    return { code: "package.dependency_missing", params: { says: "above", address, path } };
  }
  const own = inProject(want, vendored);
  const entry = locked.find((one) => one.address === address);
  const lock = entry === undefined ? {} : { locked: entry };
  if (own !== undefined) return isProblem(own) ? own : { folder: own.folder, from: "project", ...lock };
  const versions = cache === undefined ? undefined : await files.list(pathIn(cache, address));
  const names = (versions ?? [])
    .filter(({ kind, name }) => kind === "folder" && parseVersion(name) !== undefined)
    .map(({ name }) => name);
  const version = entry?.version ?? (want.version === undefined && names.length === 1 ? names[0] : undefined);
  if (cache !== undefined && version !== undefined && names.includes(version)) {
    return { folder: pathIn(pathIn(cache, address), version), from: "cache", version, ...lock };
  }
  const params =
    entry === undefined
      ? ({ says: "unlocked", address } as const)
      : ({ says: "uninstalled", address, version: entry.version } as const);
  return { code: "package.dependency_missing", params };
}

function inProject(
  want: WantedPackage,
  vendored: PackagePlaces["vendored"],
): VendoredPackage | PackageProblem | undefined {
  for (const level of vendored) {
    const matching = level.filter(({ identities }) => identities.includes(want.address));
    if (matching.length === 1) return matching[0];
    if (matching.length < 2) continue;
    const all = matching.map(({ identities }) => `'${identities.at(-1)}'`).join(", ");
    return {
      code: "package.ambiguous",
      params: { says: "project", address: want.address, all },
    };
  }
  return undefined;
}
