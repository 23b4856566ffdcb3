// A terminal's escape sequences: a control character other than a line feed or a tab, then what it introduces.
const ESCAPE_SEQUENCES = /(?![\n\t])\p{Cc}(?:\[[0-?]*[ -/]*[@-~]|\][^\p{Cc}]*(?![\n\t])\p{Cc}?\\?)/gu;
// And those that reorder or hide what stands on a line.
const CONTROLS = /(?![\n\t])\p{Cc}|[\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;

/** Text that cannot move a cursor, colour a screen or reorder a line. Line feeds and tabs stay. */
export function plainText(text: string): string {
  return text.replaceAll(/\r\n?/gu, "\n").replace(ESCAPE_SEQUENCES, "").replace(CONTROLS, "");
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/\s+/gu, " ").trim();
}

/** At most `limit` characters, the last one an ellipsis where something was cut. */
export function shortened(text: string, limit: number): string {
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, Math.max(0, limit - 1)).join("")}…`;
}
