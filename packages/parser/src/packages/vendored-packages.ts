import { byCodePoint } from "@perdure/crate";
import type { PackageFileSystem } from "./file-system.ts";
import { identityIn } from "./manifest-identity.ts";
import { parentOf, pathIn } from "./paths.ts";

/** A package that lies in a project, under `.mthds/methods`. */
export interface VendoredPackage {
  readonly folder: string;
  /** What it may be called: its address, and its address with its name, for nothing says where it came from in its repository. */
  readonly identities: readonly string[];
}

/** The folders of packages that a project keeps for itself, `.mthds/methods/<name>`, from a folder up: those of each level together. */
export async function vendoredPackages(
  files: PackageFileSystem,
  from: string,
): Promise<readonly (readonly VendoredPackage[])[]> {
  const levels: (readonly VendoredPackage[])[] = [];
  for (let at: string | undefined = from; at !== undefined; at = parentOf(at)) {
    const folder = pathIn(pathIn(at, ".mthds"), "methods");
    const names = ((await files.list(folder)) ?? []).filter(({ kind }) => kind === "folder").map(({ name }) => name);
    const level: VendoredPackage[] = [];
    for (const name of names.toSorted(byCodePoint)) {
      const said = await identityIn(files, pathIn(folder, name));
      if (said === undefined) continue;
      const identities = said.named === undefined ? [said.address] : [said.address, said.named];
      level.push({ folder: pathIn(folder, name), identities });
    }
    if (level.length > 0) levels.push(level);
  }
  return levels;
}
