import { refines, resolvedFields } from "@perdure/crate";
import type { Concept, ConceptRef, Field, Json, JsonObject } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import type { ContentStore } from "../contents/content-store.ts";
import { toContentReference } from "../contents/content-reference.ts";
import { readDataUrl } from "../contents/data-url.ts";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

/** A file as the caller's side read it. */
export interface LocalFile {
  readonly bytes: Uint8Array;
  readonly filename: string;
  readonly media_type: string;
}
/** Where files come from and go to. */
export interface FilePlaces {
  readonly contents: ContentStore;
  /** Reads a caller's path. Rejects with a FailureError `input.file_unreadable`. */
  readonly readLocalFile: (path: string) => Promise<LocalFile>;
}

const SCHEME = /^[a-z][a-z0-9+.-]+:/iu;

/**
 * Replaces every local path and `data:` URL of an image or document inside a caller's content by a content reference, read once
 * and stored by digest, so that an edited file cannot change a resumed run. Addresses of the web stay. Rejects with a
 * FailureError `input.file_unreadable` or `input.invalid`.
 */
export async function storeReferencedFiles(
  concepts: Concepts,
  concept: ConceptRef,
  content: Json,
  places: FilePlaces,
): Promise<Json> {
  if (Array.isArray(content)) {
    const items: Json[] = [];
    for (const item of content as readonly Json[])
      items.push(await storeReferencedFiles(concepts, concept, item, places));
    return items;
  }
  if (typeof content !== "object" || content === null) return content;
  if (refines(concepts, concept, "native.Image") || refines(concepts, concept, "native.Document")) {
    return storeFile(content as JsonObject, places);
  }
  const fields = resolvedFields(concepts, concept) ?? {};
  const members: [string, Json][] = [];
  for (const [name, value] of Object.entries(content as JsonObject)) {
    const nested = Object.hasOwn(fields, name) ? conceptOf(fields[name] as Field) : undefined;
    members.push([name, nested === undefined ? value : await storeReferencedFiles(concepts, nested, value, places)]);
  }
  return Object.fromEntries(members);
}

const conceptOf = (field: Field): ConceptRef | undefined => field.concept ?? field.item_concept;

async function storeFile(content: JsonObject, { contents, readLocalFile }: FilePlaces): Promise<JsonObject> {
  const { url } = content;
  if (typeof url !== "string" || /^(?:https?|perdure):/iu.test(url)) return content;
  const isData = /^data:/iu.test(url);
  const isLocal = /^file:/iu.test(url) || !SCHEME.test(url);
  if (!isData && !isLocal) {
    throw createFailure("input.invalid", {
      message: `An address of an input has the scheme ${SCHEME.exec(url)?.[0]}, which is not supported.`,
    });
  }
  const { bytes, filename, media_type }: Omit<LocalFile, "filename"> & Partial<LocalFile> = isData
    ? readDataUrl(url)
    : await readLocalFile(url);
  return {
    ...content,
    url: toContentReference(await contents.put(bytes)),
    mime_type: content["mime_type"] ?? media_type,
    ...(filename === undefined && content["filename"] === undefined
      ? {}
      : { filename: content["filename"] ?? (filename as string) }),
  };
}
