import { byCodePoint } from "@perdure/crate";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { PackageFileSystem } from "./file-system.ts";
import { MANIFEST_NAME } from "./find-package.ts";
import { pathIn } from "./paths.ts";
import { readManifest } from "./read-manifest.ts";
import { utf8Text } from "./utf8.ts";
import { walkFolder } from "./walk-folder.ts";

/** A package in a repository: its folder, and the address that names it. */
export interface FoundPackage {
  readonly folder: string;
  readonly identity: string;
}

/**
 * The packages of a repository by their identities: the one at its root is called by its manifest's address, one below by its address, a
 * slash and its name; a folder's name says nothing. A manifest that cannot be read names no package. By identity.
 */
export async function packagesIn(files: PackageFileSystem, root = "/"): Promise<readonly FoundPackage[]> {
  const walked = await walkFolder(files, root, ({ name }) => name !== ".git");
  if (typeof walked === "string") return [];
  const found: FoundPackage[] = [];
  for (const { path, name, kind } of walked) {
    if (name !== MANIFEST_NAME || kind !== "file") continue;
    const folder = path === name ? root : pathIn(root, path.slice(0, -name.length - 1));
    const identity = await identityOf(files, folder, folder === root);
    if (identity !== undefined) found.push({ folder, identity });
  }
  return found.sort((left, right) => byCodePoint(left.identity, right.identity));
}

async function identityOf(files: PackageFileSystem, folder: string, isRoot: boolean): Promise<string | undefined> {
  const bytes = await files.read(pathIn(folder, MANIFEST_NAME));
  const text = bytes === undefined ? undefined : utf8Text(bytes);
  if (text === undefined) return undefined;
  const unreported: Diagnostic[] = [];
  const read = readManifest({ path: folder, text }, unreported, "use");
  if (read === undefined) return undefined;
  const { address, name } = read.manifest;
  if (isRoot) return address;
  return name === undefined ? undefined : `${address}/${name}`;
}
