import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Crate, JsonObject, PipeRef } from "@perdure/crate";
import { shapeInputs, type ContentStore, type LocalFile, type RunLimits, type WorkingMemory } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { mediaTypeOf } from "@perdure/operators";

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
    limits,
    readLocalFile: (path) => readLocalFile(path, folder),
  });
}

async function readLocalFile(path: string, folder: string): Promise<LocalFile> {
  const file = resolve(folder, localPath(path));
  const filename = basename(file);
  try {
    const bytes = await readFile(file);
    return { bytes, filename, media_type: mediaTypeOf(bytes, undefined, filename) };
  } catch (error) {
    throw createFailure("input.file_unreadable", {
      message: `The file ${filename} cannot be read.`,
      location: { file },
      cause: error,
    });
  }
}

function localPath(path: string): string {
  if (/^file:/i.test(path)) return pathOfUrl(path);
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}

function pathOfUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw createFailure("input.invalid", {
      message: "The file: address of an input names no file here.",
      cause: error,
    });
  }
}
