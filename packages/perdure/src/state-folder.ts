import { lstatSync, mkdirSync, writeFileSync, type Stats } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createFailure } from "@perdure/failures";

/** The name of the folder that keeps a project's runs. */
const STATE_FOLDER = ".perdure";

/**
 * The state folder of a project: the nearest `.perdure` from the folder upwards that belongs to this user, else where it would
 * be made, in the folder itself. Throws `runtime.misconfigured` for one that others can reach, as a checked-out or unpacked one
 * is: it may name servers that answer in a provider's place.
 */
export function findStateFolder(folder: string): string {
  const nearest = join(resolve(folder), STATE_FOLDER);
  for (let at = resolve(folder); ; at = dirname(at)) {
    const candidate = join(at, STATE_FOLDER);
    const found = look(candidate);
    if (found !== undefined && isOwnFolder(found)) {
      if (!isPrivate(found)) throw untrusted(candidate);
      return candidate;
    }
    if (dirname(at) === at) return nearest;
  }
}

/**
 * Makes the state folder where it is missing: for its owner alone, and ignored by git. Throws `perdure.folder_not_writable`, and
 * `runtime.misconfigured` where another user's folder or a link stands in its place.
 */
export function ensureStateFolder(stateFolder: string): void {
  try {
    mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw notWritable(stateFolder, error);
  }
  const made = look(stateFolder);
  if (made === undefined || !isOwnFolder(made)) throw untrusted(stateFolder);
  try {
    writeFileSync(join(stateFolder, ".gitignore"), "*\n", { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw notWritable(stateFolder, error);
  }
}

/** What stands at a path, links not followed; undefined where nothing can be seen. */
function look(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    // A folder that cannot be looked into has nothing for us.
    return undefined;
  }
}

const isOwnFolder = (found: Stats): boolean =>
  found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());

// Git, archives and copies never make a folder for its owner alone, so that this tells ours from one that came with a project.
const isPrivate = (found: Stats): boolean => process.getuid === undefined || (found.mode & 0o077) === 0;

const untrusted = (stateFolder: string): Error =>
  createFailure("runtime.misconfigured", {
    message: "The folder that keeps the runs is not its owner's alone, so what it says is not trusted.",
    user_action: {
      kind: "fix_configuration",
      detail: `Remove ${stateFolder} if it came with the project; if it is yours and you trust what it holds: chmod 700 ${stateFolder}`,
    },
    location: { file: stateFolder },
  });
const notWritable = (stateFolder: string, cause: unknown): Error =>
  createFailure("perdure.folder_not_writable", {
    message: "The folder that keeps the runs cannot be written.",
    location: { file: stateFolder },
    cause,
  });
