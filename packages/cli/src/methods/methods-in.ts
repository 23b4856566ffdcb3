import { readdirSync, statSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { createFailure } from "@perdure/failures";

/**
 * A file is itself; a folder stands for each package and each folder outside of packages that holds `.mthds` files, in it, or for its own
 * emptiness. What a package holds is part of it, but for packages inside.
 */
export function methodsIn(path: string): readonly string[] {
  const found = foldersIn(path, false);
  return found.length === 0 ? [path] : found;
}

function foldersIn(path: string, isPackaged: boolean): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const entries = entriesOf(path);
  const isPackage = entries.some((entry) => entry.isFile() && entry.name === "METHODS.toml");
  const holds = entries.some((entry) => entry.isFile() && entry.name.endsWith(".mthds"));
  const own = isPackage || (holds && !isPackaged) ? [path] : [];
  const below = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .flatMap((entry) => foldersIn(join(path, entry.name), isPackaged || isPackage));
  return [...own, ...below];
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  } catch (error) {
    throw createFailure("perdure.file_unreadable", {
      message: "The folder cannot be read.",
      location: { file: folder },
      cause: error,
    });
  }
}
