type Unpdf = typeof import("unpdf");
type Canvas = typeof import("@napi-rs/canvas");

/** An open PDF. */
export type PdfDocument = Awaited<ReturnType<Unpdf["getDocumentProxy"]>>;
/** The document and drawing libraries, loaded when the first document is read. */
export interface PdfLibrary {
  readonly unpdf: Unpdf;
  readonly canvas: Canvas;
  /** Opens a PDF; the bytes are handed over. */
  open(bytes: Uint8Array): Promise<PdfDocument>;
}
// Pixels of one embedded image; a larger one is left out. A scan of A3 at 600 dpi has 70 million.
const MOST_IMAGE_PIXELS = 100_000_000;
let loaded: Promise<PdfLibrary> | undefined;

/** The libraries, loaded once. */
export function loadPdfLibrary(): Promise<PdfLibrary> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<PdfLibrary> {
  const [unpdf, canvas] = await Promise.all([import("unpdf"), import("@napi-rs/canvas")]);
  const CanvasFactory = await unpdf.createIsomorphicCanvasFactory(() => Promise.resolve(canvas));
  // Silent, never compiling code out of a document's fonts, and never unpacking a few kilobytes into gigabytes of picture.
  const options = { CanvasFactory, verbosity: 0, isEvalSupported: false, maxImageSize: MOST_IMAGE_PIXELS };
  return { unpdf, canvas, open: (bytes) => unpdf.getDocumentProxy(bytes, options) };
}
