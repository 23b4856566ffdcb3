import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Crate, JsonObject, PipeRef } from "@perdure/crate";
import { shapeInputs, type ContentStore, type LocalFile, type RunLimits, type WorkingMemory } from "@perdure/engine";
import { createFailure } from "@perdure/failures";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".txt": "text/plain",
  ".md": "text/markdown",
  ".csv": "text/csv",
  ".html": "text/html",
  ".json": "application/json",
};

/** A caller's inputs as the memory that a run starts with: the only place where local paths are read. */
export function storeInputs(request: {
  readonly crate: Crate;
  readonly entry: PipeRef;
  readonly inputs: JsonObject;
  readonly folder: string;
  readonly contents: ContentStore;
  readonly limits: RunLimits;
}): Promise<WorkingMemory> {
  const { crate, entry, inputs, folder, contents, limits } = request;
  return shapeInputs({
    crate,
    entry,
    inputs,
    contents,
    inline_max_bytes: limits.inline_max_bytes,
    readLocalFile: (path) => readLocalFile(path, folder),
  });
}

async function readLocalFile(path: string, folder: string): Promise<LocalFile> {
  const file = resolve(folder, localPath(path));
  try {
    const bytes = await readFile(file);
    const media_type = MEDIA_TYPES[extname(file).toLowerCase()] ?? "application/octet-stream";
    return { bytes, filename: basename(file), media_type };
  } catch (error) {
    throw createFailure("input.file_unreadable", {
      message: `The input file ${basename(file)} cannot be read.`,
      location: { file },
      cause: error,
    });
  }
}

function localPath(path: string): string {
  if (/^file:/i.test(path)) return fileURLToPath(path);
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}
