import { canonicalJson, sha256Hex, utf8Length } from "@perdure/crate";
import type { ConceptRef, Json } from "@perdure/crate";
import type { ContentStore } from "./content-store.ts";
import type { StoredList, StoredValue, StuffValue } from "./values.ts";

// Both exist wherever we run, the isolate included; the language's own library does not name them.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };
declare const TextDecoder: { new (): { decode(bytes: Uint8Array): string } };

/** Whether a stuff's value is many values. */
export function isStoredList(value: StuffValue): value is StoredList {
  return "items" in value;
}

/** A value whose JSON is small enough to travel; undefined when its canonical JSON is longer than `inlineMaxBytes`. A list is itemised. */
export function inlineValue(content: Json, concept: ConceptRef, inlineMaxBytes: number): StuffValue | undefined {
  if (Array.isArray(content)) {
    const items = (content as readonly Json[]).map((item) => inlineValue(item, concept, inlineMaxBytes));
    return items.every((item) => item !== undefined) ? { items } : undefined;
  }
  const text = canonicalJson(content);
  const size = utf8Length(text);
  return size <= inlineMaxBytes ? storedValue(text, size, concept, content) : undefined;
}

/** Stores a content: small values travel inline, larger ones go to the content store. A list is itemised, nested ones too. */
export async function storeContent(
  content: Json,
  concept: ConceptRef,
  place: { readonly contents: ContentStore; readonly inline_max_bytes: number },
): Promise<StuffValue> {
  if (Array.isArray(content)) {
    const items: StuffValue[] = [];
    for (const item of content as readonly Json[]) items.push(await storeContent(item, concept, place));
    return { items };
  }
  const text = canonicalJson(content);
  const size = utf8Length(text);
  if (size <= place.inline_max_bytes) return storedValue(text, size, concept, content);
  await place.contents.put(new TextEncoder().encode(text));
  return storedValue(text, size, concept);
}

/** The content of a value. Rejects with a FailureError `perdure.content_missing` when the store lacks it. */
export async function loadContent(value: StuffValue, contents: ContentStore): Promise<Json> {
  if (isStoredList(value)) {
    const items: Json[] = [];
    for (const item of value.items) items.push(await loadContent(item, contents));
    return items;
  }
  if (value.inline !== undefined) return value.inline;
  return JSON.parse(new TextDecoder().decode(await contents.get(value.digest))) as Json;
}

/** The content of a value that is inline in every part; undefined otherwise. */
export function inlineContent(value: StuffValue): Json | undefined {
  if (!isStoredList(value)) return value.inline;
  const items = value.items.map(inlineContent);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function storedValue(text: string, size: number, concept: ConceptRef, inline?: Json): StoredValue {
  const value = { concept, size, media_type: "application/json" as const, digest: sha256Hex(text) };
  return inline === undefined ? value : { ...value, inline };
}
