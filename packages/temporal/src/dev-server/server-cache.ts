import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import type { ProvisionPorts } from "./provision-ports.ts";

/** What a cache folder says about its content: the digest of every file in it. */
interface Installed {
  readonly schema: 1;
  readonly version: string;
  readonly source: string;
  readonly files: Readonly<Record<string, string>>;
}
const INSTALLED = "installed.json";

/** Our cache, outside every clone: `$PERDURE_CACHE`, else `$XDG_CACHE_HOME/perdure`, else `~/.cache/perdure`. */
export function cacheFolder({ environment, homeFolder }: Pick<ProvisionPorts, "environment" | "homeFolder">): string {
  const own = environment["PERDURE_CACHE"];
  if (own !== undefined && own !== "") return own;
  const shared = environment["XDG_CACHE_HOME"];
  return join(shared !== undefined && shared !== "" ? shared : join(homeFolder, ".cache"), "perdure");
}

/** True when the folder holds exactly the bytes that were put there. */
export async function isIntact(folder: string): Promise<boolean> {
  const installed = await readInstalled(folder);
  if (installed === undefined) return false;
  for (const [file, digest] of Object.entries(installed.files)) {
    if ((await digestOf(join(folder, file))) !== digest) return false;
  }
  return true;
}

/**
 * Fills a folder of the cache, whole or not at all: `fill` writes into a temporary folder beside it, digests are
 * recorded, then it takes its place.
 */
export async function install(
  folder: string,
  about: { readonly version: string; readonly source: string },
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const temporary = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    await fill(temporary);
    const files: Record<string, string> = {};
    for (const file of await filesIn(temporary)) {
      const digest = await digestOf(join(temporary, file));
      if (digest !== undefined) files[file] = digest;
    }
    const installed: Installed = { schema: 1, ...about, files };
    await writeFile(join(temporary, INSTALLED), `${JSON.stringify(installed, null, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** SHA-256 of a file, hex; undefined when it cannot be read. */
export function digestOf(file: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const hash = createHash("sha256");
    createReadStream(file)
      .on("data", (chunk) => hash.update(chunk))
      .on("end", () => resolve(hash.digest("hex")))
      .on("error", () => resolve(undefined));
  });
}

async function readInstalled(folder: string): Promise<Installed | undefined> {
  try {
    const value = JSON.parse(await readFile(join(folder, INSTALLED), "utf8")) as Installed;
    return value.schema === 1 && Object.keys(value.files).length > 0 ? value : undefined;
  } catch {
    // A folder without a readable record is one that we did not finish.
    return undefined;
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}
