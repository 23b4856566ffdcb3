import type { ExtractPipe, Json, JsonObject } from "@perdure/crate";
import { loadContent } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { FileContent } from "../files/file-reader.ts";
import type { LeafBody, LeafRun, LeafServices } from "../leaf-run.ts";
import { storeImage } from "./store-image.ts";
import type { PdfOptions } from "./pdf-options.ts";
import { readPdf } from "./read-pdf.ts";

const DEFAULT_VIEW_DPI = 150;

/** Runs a PipeExtract on this machine: the pages of a PDF, an image or a text, as a list of native Page contents. */
export const runExtractLeaf: LeafBody = async (run, services) => {
  const { call, pipe, signal } = run;
  if (pipe.type !== "PipeExtract") {
    throw createFailure("perdure.pipe_type_unsupported", {
      message: `${call.pipe} is a ${pipe.type}, not a PipeExtract`,
    });
  }
  if (call.model !== undefined && call.model.provider !== "internal") {
    const message = `Provider ${call.model.provider} cannot extract documents in this version`;
    throw createFailure("model.unavailable", { message, provider: call.model.provider, model: call.model.model });
  }
  const content = await documentContent(run, services);
  const file = await services.readFile(content, signal);
  return { contents: await pagesOf(file, content, optionsOf(pipe, call.model?.settings ?? {}), run, services) };
};

async function documentContent(run: LeafRun, services: LeafServices): Promise<JsonObject> {
  const { call } = run;
  const [stuff] = Object.values(call.inputs);
  const content = stuff === undefined ? null : await loadContent(stuff.value, services.contents);
  if (typeof content === "object" && content !== null && typeof (content as JsonObject)["url"] === "string") {
    return content as JsonObject;
  }
  throw createFailure("input.wrong_concept", { message: `${call.pipe} extracts one document or image` });
}

async function pagesOf(
  file: FileContent,
  content: JsonObject,
  options: PdfOptions,
  run: LeafRun,
  services: LeafServices,
): Promise<readonly Json[]> {
  if (file.media_type === "application/pdf") return readPdf(file, options, run, services.contents);
  if (file.media_type.startsWith("image/")) {
    const image = await storeImage(services.contents, file.bytes, {
      ...content,
      mime_type: file.media_type,
      filename: file.filename,
    });
    return [
      { text_and_images: { text: { text: "" }, images: [image] }, ...(options.views ? { page_view: image } : {}) },
    ];
  }
  if (file.media_type === "text/plain" || file.media_type === "text/markdown" || file.media_type === "text/csv") {
    return [{ text_and_images: { text: { text: new TextDecoder().decode(file.bytes) }, images: [] } }];
  }
  throw createFailure("perdure.document_unreadable", {
    message: `${file.filename} is ${file.media_type}: only PDFs, images and plain texts are extracted on this machine`,
  });
}

function optionsOf(pipe: ExtractPipe, settings: JsonObject): PdfOptions {
  const wished = pipe.max_page_images ?? settings["max_nb_images"];
  const smallest = settings["image_min_size"];
  return {
    // Zero images is a wish, not the absence of one.
    max_page_images: typeof wished === "number" ? wished : Number.POSITIVE_INFINITY,
    image_min_size: typeof smallest === "number" ? smallest : 0,
    views: pipe.page_views,
    dpi: pipe.page_views_dpi ?? DEFAULT_VIEW_DPI,
  };
}
