/** What is taken from a PDF. */
export interface PdfOptions {
  /** Embedded images taken from one page at most; 0 for none. */
  readonly max_page_images: number;
  /** Pixels that both sides of an embedded image must have. */
  readonly image_min_size: number;
  readonly views: boolean;
  readonly dpi: number;
}
