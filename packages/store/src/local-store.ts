import type { ContentStore } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { createHash, randomBytes } from "node:crypto";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

const DIGEST = /^[0-9a-f]{64}$/u;

/**
 * A content store in a folder: `<folder>/sha256/ab/<digest>`, in clear, mode 0600. A content is written to a file of its own,
 * flushed, then renamed, so that what is there is whole and stays after a power cut; writing what is there already is a no-op. Rejects with a FailureError
 * `perdure.folder_not_writable`, `perdure.content_missing` or `perdure.content_damaged`.
 */
export function localStore(folder: string): ContentStore {
  const root = resolve(folder);
  const place = (digest: string): string => {
    // A digest comes from values, and a value must not be able to name another file.
    if (!DIGEST.test(digest)) throw missing(digest);
    return join(root, "sha256", digest.slice(0, 2), digest);
  };
  return {
    async put(bytes) {
      const digest = hashOf(bytes);
      const path = place(digest);
      if (await exists(path)) return digest;
      await write(path, bytes);
      return digest;
    },
    async get(digest) {
      const bytes = await read(place(digest), digest);
      if (hashOf(bytes) === digest) return bytes;
      throw createFailure("perdure.content_damaged", {
        message: `The stored content ${digest} does not hash to its name.`,
      });
    },
    async has(digest) {
      return exists(place(digest));
    },
  };
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolders(dirname(path), made === undefined ? dirname(path) : dirname(made));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw createFailure("perdure.folder_not_writable", {
      message: `A content cannot be written to ${dirname(path)} (${(error as NodeJS.ErrnoException).code ?? "unknown"}).`,
      cause: error,
    });
  }
}

/** A name survives a power cut only once its folder is on disk, and so up to the folder that was there before. */
async function syncFolders(folder: string, last: string): Promise<void> {
  // Windows has no such call, and keeps names in the order in which they were made.
  if (process.platform === "win32") return;
  for (let at = folder; ; at = dirname(at)) {
    const handle = await open(at, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (at === last || dirname(at) === at) return;
  }
}

async function read(path: string, digest: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw missing(digest);
    throw createFailure("perdure.content_damaged", {
      message: `The stored content ${digest} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}).`,
      cause: error,
    });
  }
}

const exists = async (path: string): Promise<boolean> => {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
};

// The platform's hash: the portable one is many times slower on documents.
const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const missing = (digest: string) =>
  createFailure("perdure.content_missing", { message: `The content ${digest.slice(0, 80)} is not in the store.` });
