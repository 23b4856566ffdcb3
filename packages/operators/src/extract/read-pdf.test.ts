import { deflateSync } from "node:zlib";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { JsonObject } from "@perdure/crate";
import { digestOf, memoryContents, type ContentStore } from "@perdure/engine";
import { isFailureError } from "@perdure/failures";
import { PDFDocument, PDFName, StandardFonts } from "pdf-lib";
import { describe, expect, it } from "vitest";
import type { PdfOptions } from "./pdf-options.ts";
import { readPdf } from "./read-pdf.ts";

const OPTIONS: PdfOptions = { max_page_images: Number.POSITIVE_INFINITY, image_min_size: 0, views: false, dpi: 72 };
const RUN = { signal: new AbortController().signal, heartbeat: () => undefined };

/** Two pages: a text with two images, and one that is only a picture, as a scanner makes it. */
async function samplePdf(): Promise<Uint8Array> {
  const surface = createCanvas(40, 30);
  const pen = surface.getContext("2d");
  pen.fillStyle = "#c00";
  pen.fillRect(0, 0, 40, 30);
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const image = await document.embedPng(surface.toBuffer("image/png"));
  const first = document.addPage([300, 200]);
  first.drawText("Ada Martin", { x: 20, y: 170, size: 14, font });
  first.drawText("Engineer", { x: 20, y: 140, size: 14, font });
  first.drawImage(image, { x: 20, y: 20, width: 40, height: 30 });
  first.drawImage(image, { x: 100, y: 20, width: 40, height: 30 });
  document.addPage([300, 200]).drawImage(image, { x: 0, y: 0, width: 300, height: 200 });
  return document.save();
}

/** One page filled with one black square of so many pixels a side, packed into next to nothing. */
async function blackPdf(side: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([100, 100]);
  const { context } = document;
  const image = context.stream(deflateSync(Buffer.alloc((side * side) / 8)), {
    Type: "XObject",
    Subtype: "Image",
    Width: side,
    Height: side,
    ColorSpace: "DeviceGray",
    BitsPerComponent: 1,
    Filter: "FlateDecode",
  });
  page.node.setXObject(PDFName.of("Square"), context.register(image));
  page.node.addContentStream(context.register(context.stream("q 100 0 0 100 0 0 cm /Square Do Q")));
  return document.save();
}

const storedImage = async (store: ContentStore, content: JsonObject | undefined) => {
  const url = content?.["url"];
  const digest = typeof url === "string" ? digestOf(url) : undefined;
  return loadImage(Buffer.from(await store.get(digest ?? "")));
};
interface Page {
  readonly text_and_images: { readonly text: { readonly text: string }; readonly images: readonly JsonObject[] };
  readonly page_view?: JsonObject;
}
const read = async (
  bytes: Uint8Array,
  options: Partial<PdfOptions> = {},
  store = memoryContents(),
): Promise<readonly Page[]> => {
  const file = { bytes, media_type: "application/pdf", filename: "cv.pdf" };
  return (await readPdf(file, { ...OPTIONS, ...options }, RUN, store)) as unknown as readonly Page[];
};

describe("reading a PDF", () => {
  it("gives the text and the images of each page", async () => {
    const store = memoryContents();
    const [first] = await read(await samplePdf(), {}, store);
    expect(first?.text_and_images.text.text).toBe("Ada Martin\nEngineer");
    expect(first?.text_and_images.images).toMatchObject([
      { mime_type: "image/png", filename: "cv-page-1-image-1.png", width: 40, height: 30 },
      { filename: "cv-page-1-image-2.png" },
    ]);
    const image = await storedImage(store, first?.text_and_images.images[0]);
    expect([image.width, image.height]).toEqual([40, 30]);
  });

  it("gives an empty text and still a view of a page that is only a scan", async () => {
    const store = memoryContents();
    const [, scan] = await read(await samplePdf(), { views: true, dpi: 144 }, store);
    expect(scan?.text_and_images.text.text).toBe("");
    const view = await storedImage(store, scan?.page_view);
    expect([view.width, view.height]).toEqual([600, 400]);
  });

  it("takes as many images of a page as it may, and none where none are wanted", async () => {
    const bytes = await samplePdf();
    const count = async (options: Partial<PdfOptions>): Promise<number | undefined> =>
      (await read(bytes, options))[0]?.text_and_images.images.length;
    expect(await count({ max_page_images: 1 })).toBe(1);
    expect(await count({ max_page_images: 0 })).toBe(0);
    expect(await count({ image_min_size: 31 })).toBe(0);
  });

  it("gives the same pages for the same bytes", async () => {
    const bytes = await samplePdf();
    expect(await read(bytes, { views: true })).toEqual(await read(bytes, { views: true }));
  });

  it("names the file that is damaged", async () => {
    const bytes = await samplePdf();
    for (const damaged of [bytes.subarray(0, 700), Buffer.from("%PDF-1.7\nnothing")]) {
      const failure = await read(damaged).catch((error: unknown) => error);
      expect(isFailureError(failure) && failure.report).toMatchObject({
        code: "perdure.document_unreadable",
        category: "content",
        message: expect.stringContaining("cv.pdf"),
      });
    }
  });

  it("refuses a page view of more pixels than it may draw", async () => {
    const failure = await read(await samplePdf(), { views: true, dpi: 20_000 }).catch((error: unknown) => error);
    expect(isFailureError(failure) && failure.report.code).toBe("perdure.document_too_large");
  });

  it("leaves out an image that a few kilobytes unpack into, so that a document cannot fill the memory", async () => {
    const small = memoryContents();
    const large = memoryContents();
    const center = async (store: ContentStore, side: number): Promise<number | undefined> => {
      const [page] = await read(await blackPdf(side), { views: true }, store);
      const view = await storedImage(store, page?.page_view);
      const pen = createCanvas(view.width, view.height).getContext("2d");
      pen.drawImage(view, 0, 0);
      return pen.getImageData(view.width / 2, view.height / 2, 1, 1).data[0];
    };
    expect([await center(small, 80), await center(large, 10_008)]).toEqual([0, 255]);
  });

  it("stops between pages when it is cancelled", async () => {
    const controller = new AbortController();
    controller.abort(new Error("enough"));
    const file = { bytes: await samplePdf(), media_type: "application/pdf", filename: "cv.pdf" };
    const asked = readPdf(file, OPTIONS, { ...RUN, signal: controller.signal }, memoryContents());
    await expect(asked).rejects.toThrow("enough");
  });
});
