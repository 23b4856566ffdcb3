import { isCrateError, readCrate, type Crate } from "@perdure/crate";
import type { ContentStore, CrateReference } from "@perdure/engine";
import { createFailure } from "@perdure/failures";

/** Reads a crate by reference. */
export type ReadCrate = (reference: CrateReference) => Promise<Crate>;
const MOST_KEPT = 16;

/**
 * Reads crates from a content store and keeps the last ones used. Rejects with the store's failure when the content is
 * missing, with `perdure.content_damaged` when the crate is not the one that its fingerprint names.
 */
export function createCrateCache(contents: ContentStore): ReadCrate {
  const kept = new Map<string, Promise<Crate>>();
  return (reference) => {
    const { fingerprint } = reference;
    const crate = kept.get(fingerprint) ?? load(reference, contents);
    kept.delete(fingerprint);
    kept.set(fingerprint, crate);
    // A failed read must not be what the next leaf gets.
    crate.catch(() => kept.delete(fingerprint));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return crate;
  };
}

async function load({ fingerprint, content }: CrateReference, contents: ContentStore): Promise<Crate> {
  const bytes = await contents.get(content.slice("perdure://sha256/".length));
  const crate = readSealed(bytes);
  if (crate.fingerprint === fingerprint) return crate;
  throw createFailure("perdure.content_damaged", { message: `The stored crate is not ${fingerprint}` });
}

function readSealed(bytes: Uint8Array): Crate {
  try {
    return readCrate(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    const isNewer = isCrateError(cause) && cause.code === "crate.schema_unsupported";
    const code = isNewer ? "perdure.schema_unsupported" : "perdure.content_damaged";
    throw createFailure(code, {
      message: cause instanceof Error ? cause.message : "The stored crate cannot be read",
      cause,
    });
  }
}
