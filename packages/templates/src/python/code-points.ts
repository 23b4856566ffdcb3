/** The code points of a text, one string each: what Python counts, indexes and cuts by. */
export function codePoints(text: string): string[] {
  return Array.from(text);
}
