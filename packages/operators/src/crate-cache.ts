import type { Crate } from "@perdure/crate";
import type { ContentStore, CrateReference } from "@perdure/engine";
import { loadCrate } from "./load-crate.ts";

/** Reads a crate by reference. */
export type ReadCrate = (reference: CrateReference) => Promise<Crate>;
const MOST_KEPT = 16;

/**
 * Reads crates from a content store and keeps the last ones used. Rejects as `loadCrate` does.
 */
export function createCrateCache(contents: ContentStore): ReadCrate {
  const kept = new Map<string, Promise<Crate>>();
  return (reference) => {
    const { fingerprint } = reference;
    const crate = kept.get(fingerprint) ?? loadCrate(reference, contents);
    kept.delete(fingerprint);
    kept.set(fingerprint, crate);
    // A failed read must not be what the next leaf gets.
    crate.catch(() => kept.delete(fingerprint));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return crate;
  };
}
