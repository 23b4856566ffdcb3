import { homedir } from "node:os";
import { resolve, sep } from "node:path";
import { createFailure } from "@perdure/failures";
import type { FolderEntry, PackageFileSystem } from "@perdure/parser/packages";
import type { Dirent } from "node:fs";
import { readdir, readFile } from "../read-disk.ts";

/** The disk, as packages are read from it. What is there and cannot be read rejects with `perdure.file_unreadable`. */
export const nodeFileSystem: PackageFileSystem = {
  list: (folder) => orNothing(folder, async () => (await readdir(folder, { withFileTypes: true })).map(entryOf)),
  read: (path) => orNothing(path, () => readFile(path)),
};

/** An absolute path as packages write it, with `/` between its segments on every machine. */
export const packagePath = (path: string): string => resolve(path).split(sep).join("/");

/** Where fetched packages are kept: the user's own `.mthds/packages`, which other runtimes of the standard share. */
export function packageCacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return packagePath(`${environment["HOME"] ?? environment["USERPROFILE"] ?? homedir()}/.mthds/packages`);
}

function entryOf(entry: Dirent): FolderEntry {
  if (entry.isSymbolicLink()) return { name: entry.name, kind: "link" };
  if (entry.isDirectory()) return { name: entry.name, kind: "folder" };
  return { name: entry.name, kind: entry.isFile() ? "file" : "other" };
}

// A link that leads round and round leads nowhere.
const NOTHING = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"]);

async function orNothing<Value>(path: string, read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (cause) {
    if (NOTHING.has((cause as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw createFailure("perdure.file_unreadable", {
      message: "A file of a package cannot be read.",
      location: { file: path },
      cause,
    });
  }
}
