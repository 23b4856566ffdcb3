import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * The nearest `perdure.toml` from a folder upwards. Above the folder only files of this user, of root or of the folder's own owner
 * count: whoever can write in a folder that everybody shares must not configure the projects in it.
 */
export function findProjectFile(folder: string): string | undefined {
  const start = resolve(folder);
  const owners = new Set([process.getuid?.(), 0, ownerOf(start)]);
  for (let at = start; ; at = dirname(at)) {
    const file = join(at, "perdure.toml");
    if (isThere(file) && (at === start || owners.has(ownerOf(file)))) return file;
    if (dirname(at) === at) return undefined;
  }
}

/** Whether a file or anything else is in this place; what cannot be read is reported by who reads it. */
function isThere(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch (error) {
    return !isMissing(error);
  }
}

/** Whether an error of the file system says that there is nothing. */
export const isMissing = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");

const ownerOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.uid;
