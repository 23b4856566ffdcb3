import type { JsonObject } from "@perdure/crate";
import { toContentReference, type ContentStore } from "@perdure/engine";

/** Stores an image's bytes and returns its Image content: the facts given, with the stored URL. */
export async function storeImage(contents: ContentStore, bytes: Uint8Array, facts: JsonObject): Promise<JsonObject> {
  return { ...facts, url: toContentReference(await contents.put(bytes)) };
}
