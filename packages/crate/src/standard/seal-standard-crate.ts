import { sha256Hex } from "../digest.ts";
import { jcs } from "./canonical-bytes.ts";
import { STANDARD_VERSION } from "./standard-crate.ts";
import type { StandardContent, StandardCrate } from "./standard-crate.ts";
import { withNatives } from "./with-natives.ts";

/** The crate of a library: its native concepts added, its entries sorted, its fingerprint taken. */
export function sealStandardCrate(
  content: StandardContent & { readonly source_map?: Readonly<Record<string, string>> },
): StandardCrate {
  const { pipes, domains, source_map } = content;
  const sealed = { concepts: sorted(withNatives(content)), pipes: sorted(pipes), domains: sorted(domains) };
  return {
    mthds_version: STANDARD_VERSION,
    ...sealed,
    ...(source_map === undefined ? {} : { source_map: sorted(source_map) }),
    fingerprint: standardFingerprint(sealed),
  };
}

/**
 * The fingerprint of a library crate by the standard: of its concepts, pipes and domains alone. What only says where something is from
 * (`source`) and a member without a value are no part of it.
 */
export function standardFingerprint({ concepts, pipes, domains }: StandardContent): string {
  const payload = [concepts, pipes, domains].map((entries) =>
    Object.fromEntries(
      Object.entries(entries).map(([ref, entry]) => {
        const { source: _, ...rest } = entry as { readonly source?: unknown };
        return [ref, rest];
      }),
    ),
  );
  const [hashedConcepts = {}, hashedPipes = {}, hashedDomains = {}] = payload;
  return sha256Hex(jcs({ concepts: hashedConcepts, pipes: hashedPipes, domains: hashedDomains }));
}

/** The one text of a crate: entries by name, two blanks for each depth, a line feed at the end. */
export const standardCrateText = (crate: StandardCrate): string => `${JSON.stringify(crate, null, 2)}\n`;

const sorted = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(entries).sort(([left], [right]) => (left < right ? -1 : 1)));
