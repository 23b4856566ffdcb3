import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { createFailure } from "@perdure/failures";
import type { MethodFile } from "@perdure/parser";

/**
 * The files of a method: one `.mthds` file, or those of a folder, by name. Diagnostics call them by their path from
 * `folder`. Rejects with `method.not_found` or `perdure.file_unreadable`.
 */
export async function readMethod(path: string, folder: string): Promise<readonly MethodFile[]> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    (error: unknown) => {
      throw unreadable(path, error);
    },
  );
  if (!isFolder) return [await readOne(path, folder)];
  const names = (await readdir(path)).filter((name) => name.endsWith(".mthds")).sort();
  if (names.length === 0) {
    throw createFailure("method.not_found", { message: "The folder has no .mthds file.", location: { file: path } });
  }
  return Promise.all(names.map((name) => readOne(join(path, name), folder)));
}

async function readOne(path: string, folder: string): Promise<MethodFile> {
  const shown = relative(folder, path);
  try {
    return { path: shown === "" || shown.startsWith("..") ? path : shown, text: await readFile(path, "utf8") };
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): Error {
  const isMissing = ["ENOENT", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code ?? "");
  return createFailure(isMissing ? "method.not_found" : "perdure.file_unreadable", {
    message: isMissing ? "There is no method at this path." : "The method cannot be read.",
    location: { file: path },
    cause,
  });
}
