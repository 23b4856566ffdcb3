import { byCodePoint } from "@perdure/crate";
import type { PackageFileSystem } from "./file-system.ts";
import { MANIFEST_NAME } from "./find-package.ts";
import { identityIn } from "./manifest-identity.ts";
import { pathIn } from "./paths.ts";
import { walkFolder } from "./walk-folder.ts";

/** The most entries of a repository: beyond it no package is looked for. */
const MOST_ENTRIES = 100_000;

/** A package in a repository: its folder, and the address that names it. */
export interface FoundPackage {
  readonly folder: string;
  readonly identity: string;
}

/**
 * The packages of a repository by their identities: the one at its root is called by its manifest's address, one below by its address, a
 * slash and its name; a folder's name says nothing. One that does not say who it is is no package. By identity.
 */
export async function packagesIn(files: PackageFileSystem, root = "/"): Promise<readonly FoundPackage[]> {
  const walked = await walkFolder(files, root, MOST_ENTRIES, ({ name }) => name !== ".git");
  if (typeof walked === "string") return [];
  const found: FoundPackage[] = [];
  for (const { path, name, kind } of walked) {
    if (name !== MANIFEST_NAME || kind !== "file") continue;
    const folder = path === name ? root : pathIn(root, path.slice(0, -name.length - 1));
    const said = await identityIn(files, folder);
    const identity = folder === root ? said?.address : said?.named;
    if (identity !== undefined) found.push({ folder, identity });
  }
  return found.sort((left, right) => byCodePoint(left.identity, right.identity));
}
