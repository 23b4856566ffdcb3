import type { JsonObject } from "@perdure/crate";
import { digestOf, readDataUrl, type ContentStore } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { FileFetcher } from "./guarded-fetch.ts";
import { mediaTypeOf } from "./media-type.ts";

/** The bytes behind an Image or a Document. */
export interface FileContent {
  readonly bytes: Uint8Array;
  readonly media_type: string;
  /** As a reader would call it, for messages and for the model. */
  readonly filename: string;
}
/** Reads the file that an Image or Document content names. */
export type FileReader = (content: JsonObject, signal: AbortSignal) => Promise<FileContent>;

/**
 * A reader of stored content (`perdure://`), `data:` URLs and public http(s) URLs. Local paths are accepted from a caller's
 * inputs alone, which are stored at submission; here they are refused with a FailureError `perdure.local_path_refused`.
 */
export function createFileReader(contents: ContentStore, fetcher: FileFetcher): FileReader {
  return async (content, signal) => {
    const url = textOf(content["url"]) ?? "";
    const read = await readUrl(url, contents, fetcher, signal);
    const filename = textOf(content["filename"]) ?? textOf(content["title"]) ?? read.filename ?? "document";
    const declared = textOf(content["mime_type"]) ?? read.media_type;
    return { bytes: read.bytes, filename, media_type: mediaTypeOf(read.bytes, declared, filename) };
  };
}

/** Whether a value's URL may be read by a leaf. */
export function isReadableUrl(url: string): boolean {
  return digestOf(url) !== undefined || /^(data:|https?:\/\/)/i.test(url);
}

interface Read {
  readonly bytes: Uint8Array;
  readonly media_type?: string;
  readonly filename?: string | undefined;
}

async function readUrl(url: string, contents: ContentStore, fetcher: FileFetcher, signal: AbortSignal): Promise<Read> {
  const digest = digestOf(url);
  if (digest !== undefined) return { bytes: await contents.get(digest) };
  if (/^data:/i.test(url)) return readDataUrl(url);
  if (/^https?:\/\//i.test(url)) return fetcher.fetch(url, signal);
  throw localPathRefused();
}

/** The failure of a value that names a local file although it did not come from the caller. */
export const localPathRefused = (): Error =>
  createFailure("perdure.local_path_refused", { message: "A value that a step produced names a local file" });

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
