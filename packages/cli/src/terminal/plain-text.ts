import { stripVTControlCharacters } from "node:util";

// Control characters, and those that reorder or hide what stands on a line; line feeds stay.
const CONTROLS = /(?![\n\t])\p{Cc}|[\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;

/** Text that cannot move a cursor, colour a screen or reorder a line. Line feeds and tabs stay. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.replaceAll(/\r\n?/gu, "\n")).replaceAll(CONTROLS, "");
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/\s+/gu, " ").trim();
}
