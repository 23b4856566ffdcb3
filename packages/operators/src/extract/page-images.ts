import type { PdfDocument, PdfLibrary } from "./pdf-library.ts";
import type { PdfOptions } from "./pdf-options.ts";

/** An embedded image as PNG. */
export interface PageImage {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The images embedded in a page, in the order in which it paints them, up to the limit; small ones are left out. */
export async function pageImages(
  { unpdf, canvas }: PdfLibrary,
  document: PdfDocument,
  number: number,
  { max_page_images, image_min_size }: PdfOptions,
): Promise<readonly PageImage[]> {
  const found = await unpdf.extractImages(document, number);
  const kept = found.filter(({ width, height }) => Math.min(width, height) >= image_min_size).slice(0, max_page_images);
  const images: PageImage[] = [];
  for (const { data, width, height, channels } of kept) {
    const surface = canvas.createCanvas(width, height);
    const pixels = new canvas.ImageData(withAlpha(data, channels), width, height);
    surface.getContext("2d").putImageData(pixels, 0, 0);
    images.push({ bytes: await surface.encode("png"), width, height });
  }
  return images;
}

function withAlpha(data: Uint8ClampedArray, channels: 1 | 3 | 4): Uint8ClampedArray {
  if (channels === 4) return data;
  const pixels = new Uint8ClampedArray((data.length / channels) * 4);
  for (let from = 0, to = 0; from < data.length; from += channels, to += 4) {
    for (let channel = 0; channel < 3; channel += 1)
      pixels[to + channel] = data[from + (channels === 1 ? 0 : channel)] ?? 0;
    pixels[to + 3] = 255;
  }
  return pixels;
}
