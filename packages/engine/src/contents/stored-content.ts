import { canonicalJson, sha256Hex, utf8Length } from "@perdure/crate";
import type { ConceptRef, Json } from "@perdure/crate";
import type { ContentStore } from "./content-store.ts";
import type { InlineLimits } from "../contract/run-job.ts";
import type { StoredList, StoredLongList, StoredValue, StuffValue } from "../memory/values.ts";

// Both exist wherever we run, the isolate included; the language's own library does not name them.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };
declare const TextDecoder: { new (): { decode(bytes: Uint8Array): string } };

/** Whether a stuff's value is many values. */
export function isStoredList(value: StuffValue): value is StoredList | StoredLongList {
  return "items" in value || "list" in value;
}

/** How many values a list has. */
export function listLength(value: StoredList | StoredLongList): number {
  return "items" in value ? value.items.length : value.count;
}

/**
 * A value that can travel: its canonical JSON, or that of each of its items, is short enough, and a list is not too long.
 * Undefined for one that has to be stored.
 */
export function inlineValue(content: Json, concept: ConceptRef, limits: InlineLimits): StuffValue | undefined {
  if (Array.isArray(content)) {
    if (content.length > limits.list_inline_max) return undefined;
    const items = (content as readonly Json[]).map((item) => inlineValue(item, concept, limits));
    return items.every((item) => item !== undefined) ? { items } : undefined;
  }
  const text = canonicalJson(content);
  const size = utf8Length(text);
  return size <= limits.inline_max_bytes ? storedValue(text, size, concept, content) : undefined;
}

/**
 * Stores a content: small values travel inline, larger ones go to the content store. A list is itemised, nested ones too, and
 * its items go to the store where it is too long for a memory.
 */
export async function storeContent(
  content: Json,
  concept: ConceptRef,
  place: { readonly contents: ContentStore; readonly limits: InlineLimits },
): Promise<StuffValue> {
  const { contents, limits } = place;
  if (Array.isArray(content)) {
    const items: StuffValue[] = [];
    for (const item of content as readonly Json[]) items.push(await storeContent(item, concept, place));
    if (items.length <= limits.list_inline_max) return { items };
    const list = await contents.put(new TextEncoder().encode(canonicalJson({ items } as unknown as Json)));
    return { list, count: items.length };
  }
  const text = canonicalJson(content);
  const size = utf8Length(text);
  if (size <= limits.inline_max_bytes) return storedValue(text, size, concept, content);
  await contents.put(new TextEncoder().encode(text));
  return storedValue(text, size, concept);
}

/** The content of a value. Rejects with a FailureError `perdure.content_missing` when the store lacks it. */
export async function loadContent(value: StuffValue, contents: ContentStore): Promise<Json> {
  if ("list" in value) return loadContent((await stored(value.list, contents)) as StoredList, contents);
  if ("items" in value) {
    const items: Json[] = [];
    for (const item of value.items) items.push(await loadContent(item, contents));
    return items;
  }
  return value.inline === undefined ? ((await stored(value.digest, contents)) as Json) : value.inline;
}

/** The content of a value that is inline in every part; undefined otherwise. */
export function inlineContent(value: StuffValue): Json | undefined {
  if ("list" in value) return undefined;
  if (!("items" in value)) return value.inline;
  const items = value.items.map(inlineContent);
  return items.every((item) => item !== undefined) ? items : undefined;
}

async function stored(digest: string, contents: ContentStore): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await contents.get(digest))) as unknown;
}

function storedValue(text: string, size: number, concept: ConceptRef, inline?: Json): StoredValue {
  const value = { concept, size, media_type: "application/json" as const, digest: sha256Hex(text) };
  return inline === undefined ? value : { ...value, inline };
}
