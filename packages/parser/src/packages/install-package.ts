import { fetchPackage, versionTags } from "./fetch-package.ts";
import type { FetchedPackage } from "./fetch-package.ts";
import type { PackageFileSystem } from "./file-system.ts";
import { hashPackage } from "./hash-package.ts";
import type { LockedPackage } from "./lock.ts";
import { isProblem } from "./package-problem.ts";
import type { PackageProblem } from "./package-problem.ts";
import { pathIn } from "./paths.ts";
import { readWholePackage } from "./read-package.ts";
import type { Repositories } from "./repositories.ts";

/** Where fetched packages are kept. */
export interface PackageCache {
  /** The folder that they are read from, each in `<address>/<version>` below it. */
  readonly folder: string;
  /** Keeps a package whole or not at all: nobody ever reads half of one. */
  keep(fetched: FetchedPackage): Promise<void>;
}

/** What became of a locked package. */
export type Installation =
  | { readonly address: string; readonly version: string; readonly state: "present" | "installed" }
  | { readonly address: string; readonly version: string; readonly state: "refused"; readonly problem: PackageProblem };

/**
 * Sees to it that a locked package is in the cache, with the files whose hash the lock holds: what is there is checked, what is missing
 * is fetched, checked and kept. Other files than those that were locked are refused and never kept. Rejects where a repository does.
 */
export async function installPackage(
  files: PackageFileSystem,
  locked: LockedPackage,
  repositories: Repositories,
  cache: PackageCache,
): Promise<Installation> {
  const { address, version } = locked;
  const refused = (problem: PackageProblem): Installation => ({ address, version, state: "refused", problem });
  const folder = pathIn(pathIn(cache.folder, address), version);
  if ((await files.list(folder)) !== undefined) {
    const kept = await readWholePackage(files, folder, { show: (path) => path, sink: [] });
    const found = kept === undefined ? "" : hashPackage(kept);
    if (found === locked.hash) return { address, version, state: "present" };
    return refused(mismatch(locked, found, { says: "kept", folder }));
  }
  const tag = (await versionTags(repositories, address)).get(version);
  if (tag === undefined) {
    return refused({ code: "package.dependency_missing", params: { says: "tag", address, version } });
  }
  const fetched = await fetchPackage(repositories, address, version, tag);
  if (isProblem(fetched)) return refused(fetched);
  const found = hashPackage(fetched.files);
  if (found !== locked.hash) {
    return refused(mismatch(locked, found, { says: "fetched", tag }));
  }
  await cache.keep(fetched);
  return { address, version, state: "installed" };
}

function mismatch(
  { address, version, hash }: LockedPackage,
  found: string,
  where: { readonly says: "kept"; readonly folder: string } | { readonly says: "fetched"; readonly tag: string },
): PackageProblem {
  return { code: "package.hash_mismatch", params: { ...where, address, version, expected: hash, found } };
}
