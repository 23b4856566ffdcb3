import { lstatSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createFailure } from "@perdure/failures";

/** The name of the folder that keeps a project's runs. */
export const STATE_FOLDER = ".perdure";

/**
 * The state folder of a project: the nearest `.perdure` from the folder upwards that belongs to this user, else where it would
 * be made, in the folder itself.
 */
export function findStateFolder(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const candidate = join(at, STATE_FOLDER);
    if (isOwn(candidate)) return candidate;
    if (dirname(at) === at) return join(resolve(folder), STATE_FOLDER);
  }
}

/**
 * Makes the state folder where it is missing: for its owner alone, and ignored by git. Throws `perdure.folder_not_writable`.
 */
export function ensureStateFolder(stateFolder: string): void {
  try {
    mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
    writeFileSync(join(stateFolder, ".gitignore"), "*\n", { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    throw createFailure("perdure.folder_not_writable", {
      message: "The folder that keeps the runs cannot be written.",
      location: { file: stateFolder },
      cause: error,
    });
  }
}

/** A folder of another user's could name servers that answer in a provider's place. */
function isOwn(candidate: string): boolean {
  const found = lstatSync(candidate, { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());
}
