import { canonicalJson } from "./canonical-json.ts";
import type { Crate } from "./crate.ts";
import { CrateError } from "./crate-error.ts";
import { sha256Hex } from "./digest.ts";
import type { Json } from "./json.ts";

/** Seals a crate: the fingerprint is the SHA-256 of the canonical JSON of everything else. */
export function fingerprintCrate(content: Omit<Crate, "fingerprint" | "schema">): Crate {
  const sealed = { ...content, schema: 1 as const };
  return { ...sealed, fingerprint: fingerprintOf(sealed) };
}

/** Reads a crate from its JSON. Throws a CrateError when it is malformed, of a newer schema, or not what its fingerprint says. */
export function readCrate(json: unknown): Crate {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new CrateError("crate.malformed", "A crate is a JSON object");
  }
  const { schema, fingerprint, concepts, pipes } = json as Record<string, unknown>;
  if (schema !== 1) {
    throw new CrateError("crate.schema_unsupported", `This version reads crates of schema 1, not ${String(schema)}`);
  }
  if (typeof fingerprint !== "string" || !isRecord(concepts) || !isRecord(pipes)) {
    throw new CrateError("crate.malformed", "A crate has a fingerprint, concepts and pipes");
  }
  const { fingerprint: _, ...content } = json as Crate;
  if (fingerprintOf(content) !== fingerprint) {
    throw new CrateError("crate.fingerprint_mismatch", "The crate is not the one that its fingerprint names");
  }
  return json as Crate;
}

const fingerprintOf = (content: Omit<Crate, "fingerprint">): string =>
  sha256Hex(canonicalJson(content as unknown as Json));
const isRecord = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
