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
let loaded: Promise<PdfLibrary> | undefined;

/** The libraries, loaded once. */
export function loadPdfLibrary(): Promise<PdfLibrary> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<PdfLibrary> {
  const [unpdf, canvas] = await Promise.all([import("unpdf"), import("@napi-rs/canvas")]);
  const CanvasFactory = await unpdf.createIsomorphicCanvasFactory(() => Promise.resolve(canvas));
  // Silent, and never compiling code out of a document's fonts.
  const options = { CanvasFactory, verbosity: 0, isEvalSupported: false };
  return { unpdf, canvas, open: (bytes) => unpdf.getDocumentProxy(bytes, options) };
}
