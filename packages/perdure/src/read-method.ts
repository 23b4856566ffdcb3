import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { createFailure } from "@perdure/failures";
import { withSiblings } from "@perdure/parser";
import type { Diagnostic, MethodFile, ParseOptions } from "@perdure/parser";
import { readdir, readFile, stat } from "./read-disk.ts";
import { nodeFileSystem, packagePath } from "./packages/node-file-system.ts";

/** The files of a method, and how they are to be parsed. */
export interface ReadMethod {
  readonly files: readonly MethodFile[];
  /** Files beside the method's own that diagnostics may point into: a manifest, a lock, other packages' bundles. */
  readonly around: readonly MethodFile[];
  readonly options: ParseOptions;
}

/**
 * The files of a method: one `.mthds` file, a library crate (`.json`), or those of a folder, by name; in a package all of its bundles, a file that was asked for
 * first, with the packages that they build on, from the project and from the `cache`. Diagnostics call them by their path from
 * `folder`. Rejects with `method.not_found` or `perdure.file_unreadable`, and for a crate that is none, or was changed,
 * with `perdure.content_damaged` or `perdure.schema_unsupported`.
 */
export async function readMethod(path: string, folder: string, cache: string): Promise<ReadMethod> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    (error: unknown) => {
      throw unreadable(path, error);
    },
  );
  if (!isFolder && path.endsWith(".json")) {
    const { readCrateFile } = await import("./read-crate-file.ts");
    const { path: shown, text } = await readOne(path, folder);
    return { files: readCrateFile({ path, shown, text }), around: [], options: { complete: true } };
  }
  const start = isFolder ? path : dirname(path);
  const packaged = mayBePackage(start) ? await readPackage(path, { start, isFolder, folder, cache }) : undefined;
  if (packaged !== undefined) return packaged;
  const files = isFolder ? await readFolder(path, folder) : await readWithSiblings(path, folder);
  // Nothing else of the folder can be meant: what is not there is missing.
  const found = await misnamedIn(start, folder);
  const whole = { complete: true, ...(found.length === 0 ? {} : { found }) };
  // Only a reference to another package needs what packages are read with.
  if (!files.some(({ text }) => text.includes("->"))) return { files, around: [], options: whole };
  const { loadMentioned } = await import("@perdure/parser/packages");
  const { options, around } = await loadMentioned(nodeFileSystem, packagePath(start), files, {
    show: showIn(folder),
    cache,
  });
  return { files, around, options: { ...options, ...whole } };
}

async function readPackage(
  path: string,
  { start, isFolder, folder, cache }: { start: string; isFolder: boolean; folder: string; cache: string },
): Promise<ReadMethod | undefined> {
  const { findPackage, loadPackage } = await import("@perdure/parser/packages");
  const found = await findPackage(nodeFileSystem, packagePath(start));
  if (found === undefined) return undefined;
  const show = showIn(folder);
  const { files, around, options } = await loadPackage(nodeFileSystem, found, { show, cache });
  if (isFolder) {
    if (files.length > 0 || options.found.length > 0) return { files, around, options };
    throw createFailure("method.not_found", { message: "The package has no .mthds file.", location: { file: path } });
  }
  const asked = show(packagePath(path));
  const first = files.filter((file) => file.path === asked);
  // A file in a hidden folder is none of the package's; where the package could not be read there is nothing to be part of.
  if (first.length === 0 && !options.found.some(({ severity }) => severity === "error")) return undefined;
  const ordered = [...first, ...files.filter((file) => file.path !== asked)];
  return { files: ordered, around, options: { ...options, start: "file" } };
}

/** What is said of files that would be a manifest or a lock in other letters. Most folders have none, and load nothing of packages. */
async function misnamedIn(start: string, folder: string): Promise<readonly Diagnostic[]> {
  const names = (await readdir(start)).filter((name) => /^methods\.(?:toml|lock)$/iu.test(name));
  if (names.length === 0) return [];
  const { misnamedFiles } = await import("@perdure/parser/packages");
  return misnamedFiles(names, (name) => showIn(folder)(join(start, name)));
}

/** Whether there is a manifest above: without one, nothing of packages is loaded. */
function mayBePackage(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "METHODS.toml"))) return true;
    if (at === dirname(at)) return false;
  }
}

/** A file, with those beside it that it cannot do without. Most can, and then no other file is opened. */
async function readWithSiblings(path: string, folder: string): Promise<readonly MethodFile[]> {
  const asked = [await readOne(path, folder)];
  const others = (await bundlesIn(dirname(path)))
    .map((name) => join(dirname(path), name))
    .filter((one) => one !== path);
  if (others.length === 0) return asked;
  return withSiblings(asked, () => Promise.all(others.map((other) => readOne(other, folder))));
}

async function readFolder(path: string, folder: string): Promise<readonly MethodFile[]> {
  const names = await bundlesIn(path);
  if (names.length === 0) {
    throw createFailure("method.not_found", { message: "The folder has no .mthds file.", location: { file: path } });
  }
  return Promise.all(names.map((name) => readOne(join(path, name), folder)));
}

// `.mthds` itself is the folder that a project keeps packages in.
const bundlesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith(".mthds") && name !== ".mthds").sort();

async function readOne(path: string, folder: string): Promise<MethodFile> {
  try {
    return { path: showIn(folder)(path), text: await readFile(path, "utf8") };
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** How a path is called: from the folder where it lies in there, else whole. */
const showIn =
  (folder: string) =>
  (path: string): string => {
    const shown = relative(folder, path);
    return shown === "" || shown.startsWith("..") ? path : shown;
  };

function unreadable(path: string, cause: unknown): Error {
  const isMissing = ["ENOENT", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code ?? "");
  return createFailure(isMissing ? "method.not_found" : "perdure.file_unreadable", {
    message: isMissing ? "There is no method at this path." : "The method cannot be read.",
    location: { file: path },
    cause,
  });
}
