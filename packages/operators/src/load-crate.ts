import { isCrateError, readCrate, type Crate } from "@perdure/crate";
import { digestOf, type ContentStore, type CrateReference } from "@perdure/engine";
import { createFailure } from "@perdure/failures";

/**
 * Reads a crate from a content store. Rejects with the store's failure when the content is missing, with
 * `perdure.content_damaged` when the crate is not the one that its fingerprint names, and with `perdure.schema_unsupported` when
 * another version wrote it.
 */
export async function loadCrate({ fingerprint, content }: CrateReference, contents: ContentStore): Promise<Crate> {
  const digest = digestOf(content);
  if (digest === undefined) {
    throw createFailure("perdure.content_missing", { message: "The reference to a crate names no stored content" });
  }
  const bytes = await contents.get(digest);
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
