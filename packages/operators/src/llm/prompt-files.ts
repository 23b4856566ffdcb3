import type { JsonObject } from "@perdure/crate";
import type { ImageSink } from "@perdure/templates";
import { createFailure } from "@perdure/failures";
import type { FileContent, FileReader } from "../files/file-reader.ts";

/** The images and documents that a prompt mentions, numbered in the order in which rendering meets them. */
export interface PromptFiles extends ImageSink {
  readonly images: readonly JsonObject[];
  readonly documents: readonly JsonObject[];
}
const MOST_IMAGES = 100;

/**
 * An empty register. An image is printed as `[Image N]`, with one number for equal URLs; a document as `[Document N]`,
 * with one number for each place it is read from.
 */
export function createPromptFiles(): PromptFiles {
  const images = new Map<string, JsonObject>();
  const documents = new Map<string, JsonObject>();
  const numberIn = (files: Map<string, JsonObject>, key: string, content: JsonObject): number => {
    if (!files.has(key)) files.set(key, content);
    return [...files.keys()].indexOf(key) + 1;
  };
  return {
    get images() {
      return [...images.values()];
    },
    get documents() {
      return [...documents.values()];
    },
    image: (content, path) => {
      const number = numberIn(images, typeof content["url"] === "string" ? content["url"] : path, content);
      if (number > MOST_IMAGES) {
        throw createFailure("input.too_large", { message: `A prompt may hold at most ${MOST_IMAGES} images` });
      }
      return `[Image ${number}]`;
    },
    document: (content, path) => `[Document ${numberIn(documents, path, content)}]`,
  };
}

/** A part of the user's turn, as the AI SDK takes it. */
export type PromptPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "file"; readonly data: Uint8Array; readonly mediaType: string; readonly filename?: string };

/**
 * The files of a prompt as parts of the user's turn: images first, then documents, each in the order of its numbers. PDFs
 * are attached, texts are quoted. Rejects with `input.file_type_unsupported` for what a model cannot be given.
 */
export async function attachFiles(
  files: PromptFiles,
  readFile: FileReader,
  signal: AbortSignal,
): Promise<readonly PromptPart[]> {
  const parts: PromptPart[] = [];
  for (const content of files.images) {
    const file = await readFile(content, signal);
    if (!file.media_type.startsWith("image/")) throw unsupported(file, "an image");
    parts.push({ type: "file", data: file.bytes, mediaType: file.media_type });
  }
  for (const [index, content] of files.documents.entries()) {
    const file = await readFile(content, signal);
    if (file.media_type === "application/pdf" || file.media_type.startsWith("image/")) {
      parts.push({ type: "file", data: file.bytes, mediaType: file.media_type, filename: file.filename });
    } else if (file.media_type.startsWith("text/") || file.media_type === "application/json") {
      parts.push({
        type: "text",
        text: `[Document ${index + 1}] ${file.filename}\n${new TextDecoder().decode(file.bytes)}`,
      });
    } else throw unsupported(file, "a PDF, an image or a text");
  }
  return parts;
}

const unsupported = (file: FileContent, wanted: string): Error =>
  createFailure("input.file_type_unsupported", { message: `${file.filename} is ${file.media_type}, not ${wanted}` });
