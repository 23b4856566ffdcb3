import { sha256Hex } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import type { ContentStore } from "./content-store.ts";

/** A content store that lives as long as its process. */
export function memoryContents(): ContentStore {
  const contents = new Map<string, Uint8Array>();
  return {
    put: (bytes) => {
      const digest = sha256Hex(bytes);
      contents.set(digest, bytes);
      return Promise.resolve(digest);
    },
    get: (digest) => {
      const bytes = contents.get(digest);
      if (bytes !== undefined) return Promise.resolve(bytes);
      return Promise.reject(
        createFailure("perdure.content_missing", { message: `The content ${digest} is not in this process.` }),
      );
    },
    has: (digest) => Promise.resolve(contents.has(digest)),
  };
}
