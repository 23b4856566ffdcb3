import type { Json, JsonObject } from "@perdure/crate";
import type { ContentStore } from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import type { FileContent } from "../files/file-reader.ts";
import type { LeafRun } from "../leaf-run.ts";
import { pageImages } from "./page-images.ts";
import type { PdfOptions } from "./pdf-options.ts";
import { loadPdfLibrary, type PdfDocument, type PdfLibrary } from "./pdf-library.ts";
import { storeImage } from "./store-image.ts";
import { until } from "./until.ts";

const LARGEST_PDF = 100 * 1024 * 1024;
const MOST_PAGES = 2000;
const MOST_VIEW_PIXELS = 50_000_000;
const POINTS_PER_INCH = 72;

/**
 * The pages of a PDF as native Page contents, their images stored. Rejects with `perdure.document_unreadable` for a damaged
 * or protected file and with `perdure.document_too_large` beyond 100 MiB, 2000 pages or 50 megapixels a page view.
 */
export async function readPdf(
  file: FileContent,
  options: PdfOptions,
  run: Pick<LeafRun, "signal" | "heartbeat">,
  contents: ContentStore,
): Promise<readonly Json[]> {
  if (file.bytes.length > LARGEST_PDF) throw tooLarge(file, "more than 100 MiB");
  const library = await loadPdfLibrary();
  const document = await openDocument(library, file, run.signal);
  try {
    if (document.numPages > MOST_PAGES) throw tooLarge(file, `${document.numPages} pages, more than ${MOST_PAGES}`);
    const pages: Json[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      run.signal.throwIfAborted();
      pages.push(await until(readPage({ library, document, number, file, options, contents }), run.signal));
      (await document.getPage(number)).cleanup();
      run.heartbeat();
    }
    return pages;
  } catch (error) {
    if (isFailureError(error) || run.signal.aborted) throw error;
    throw unreadable(file, "is damaged", error);
  } finally {
    await document.loadingTask.destroy();
  }
}

interface PageToRead {
  readonly library: PdfLibrary;
  readonly document: PdfDocument;
  readonly number: number;
  readonly file: FileContent;
  readonly options: PdfOptions;
  readonly contents: ContentStore;
}

async function readPage(page: PageToRead): Promise<JsonObject> {
  const { document, number, options, contents } = page;
  const stem = `${page.file.filename.replace(/\.[^.]*$/, "")}-page-${number}`;
  const text = await pageText(document, number);
  const images: JsonObject[] = [];
  const found = options.max_page_images === 0 ? [] : await pageImages(page.library, document, number, options);
  for (const [index, { bytes, width, height }] of found.entries()) {
    const facts = { mime_type: "image/png", filename: `${stem}-image-${index + 1}.png`, width, height };
    images.push(await storeImage(contents, bytes, facts));
  }
  const base = { text_and_images: { text: { text }, images } };
  if (!options.views) return base;
  const facts = { mime_type: "image/png", filename: `${stem}.png` };
  return { ...base, page_view: await storeImage(contents, await pageView(page), facts) };
}

async function pageText(document: PdfDocument, number: number): Promise<string> {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : "")).join("");
  return text.trimEnd();
}

async function pageView({ library, document, number, file, options }: PageToRead): Promise<Uint8Array> {
  const page = await document.getPage(number);
  const scale = options.dpi / POINTS_PER_INCH;
  const { width, height } = page.getViewport({ scale });
  if (width * height > MOST_VIEW_PIXELS) {
    throw tooLarge(file, `page ${number} at ${options.dpi} dpi has more than 50 megapixels`);
  }
  const canvasImport = (): Promise<typeof library.canvas> => Promise.resolve(library.canvas);
  return new Uint8Array(await library.unpdf.renderPageAsImage(document, number, { canvasImport, scale }));
}

async function openDocument(library: PdfLibrary, file: FileContent, signal: AbortSignal): Promise<PdfDocument> {
  try {
    // The library takes the bytes over, and they may be a view of a store's own buffer.
    return await until(library.open(Uint8Array.from(file.bytes)), signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const isProtected = error instanceof Error && error.name === "PasswordException";
    throw unreadable(file, isProtected ? "is protected by a password" : "is damaged or no PDF", error);
  }
}

const unreadable = (file: FileContent, how: string, cause: unknown): Error =>
  createFailure("perdure.document_unreadable", { message: `${file.filename} ${how}`, cause });
const tooLarge = (file: FileContent, how: string): Error =>
  createFailure("perdure.document_too_large", { message: `${file.filename} is too large: ${how}` });
