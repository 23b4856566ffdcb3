import type { PackageFileSystem } from "./file-system.ts";
import { parentOf } from "./paths.ts";

/** The name of a package's manifest, to the letter. */
export const MANIFEST_NAME = "METHODS.toml";
/** The name of a package's lock, to the letter. */
export const LOCK_NAME = "methods.lock";

/**
 * The folder of the package that a folder belongs to: itself or the nearest above with a METHODS.toml. The search ends at a folder that
 * holds `.git`, which is looked at itself. Undefined when there is none: the methods there stand alone.
 */
export async function findPackage(files: PackageFileSystem, folder: string): Promise<string | undefined> {
  for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
    const entries = (await files.list(at)) ?? [];
    if (entries.some(({ name, kind }) => name === MANIFEST_NAME && kind !== "folder")) return at;
    if (entries.some(({ name }) => name === ".git")) return undefined;
  }
  return undefined;
}
