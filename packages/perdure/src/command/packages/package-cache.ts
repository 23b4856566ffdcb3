import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { createFailure } from "@perdure/failures";
import type { FetchedPackage, PackageCache } from "@perdure/parser/packages";

/**
 * The cache of fetched packages in a folder, each in `<address>/<version>`, and the commit that it was fetched at beside it. A package is
 * written aside and then renamed, so that it is there whole or not at all; one that is there is left as it is.
 */
export function createPackageCache(folder: string): PackageCache {
  return { folder, keep: (fetched) => keep(folder, fetched) };
}

async function keep(folder: string, { address, version, commit, files }: FetchedPackage): Promise<void> {
  const target = inside(folder, `${address}/${version}`);
  try {
    await mkdir(dirname(target), { recursive: true });
    const stage = await mkdtemp(join(folder, ".staging-"));
    try {
      const root = join(stage, "package");
      await mkdir(root);
      for (const { path, bytes } of files) {
        const file = inside(root, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, bytes, { flag: "wx" });
      }
      await writeFile(`${target}.commit`, `${commit}\n`);
      await rename(root, target).catch((error: unknown) => {
        // Somebody else has kept the package meanwhile: who uses it checks what it holds.
        if (!existsSync(target)) throw error;
      });
    } finally {
      await rm(stage, { recursive: true, force: true });
    }
  } catch (cause) {
    throw createFailure("perdure.folder_not_writable", {
      message: `The package '${address}' cannot be kept.`,
      location: { file: target },
      cause,
    });
  }
}

/** A path below a folder; one that leads out of it has been refused before, and is never written. */
function inside(folder: string, path: string): string {
  const whole = resolve(folder, path);
  if (whole.startsWith(resolve(folder) + sep)) return whole;
  throw new Error(`The path ${path} leads out of its folder`);
}
