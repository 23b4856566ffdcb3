import { createHash } from "node:crypto";
import type { ContentStore } from "@perdure/engine";

/** A content store that lives in memory, with what was put into it. */
export function memoryStore(): ContentStore & { readonly kept: ReadonlyMap<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    put: (bytes) => {
      const digest = createHash("sha256").update(bytes).digest("hex");
      kept.set(digest, bytes);
      return Promise.resolve(digest);
    },
    get: (digest) => {
      const bytes = kept.get(digest);
      return bytes === undefined ? Promise.reject(new Error("Nothing is kept there")) : Promise.resolve(bytes);
    },
    has: (digest) => Promise.resolve(kept.has(digest)),
  };
}
