import { codePoints } from "./code-points.ts";
/** Makes the first letter of every word upper case and the rest lower case; words begin after blanks, hyphens and brackets. */
export function titleCase(text: string): string {
  return text.replace(/[^\s\-([{<]+/gu, (word) => capitalize(word));
}

/** Makes the first character upper case and the rest lower case. */
export function capitalize(text: string): string {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length).toLowerCase();
}

/** Swaps upper and lower case. */
export function swapCase(text: string): string {
  return codePoints(text)
    .map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
    .join("");
}

/** Removes the given characters, or blanks, from the chosen ends. */
export function strip(text: string, characters: string | undefined, ends: "both" | "left" | "right"): string {
  if (characters === undefined)
    return ends === "both" ? text.trim() : ends === "left" ? text.trimStart() : text.trimEnd();
  const removed = new Set(characters);
  const letters = codePoints(text);
  let from = 0;
  let to = letters.length;
  if (ends !== "right") while (from < to && removed.has(letters[from] ?? "")) from++;
  if (ends !== "left") while (to > from && removed.has(letters[to - 1] ?? "")) to--;
  return letters.slice(from, to).join("");
}

/** Counts the places where a part occurs, none of them overlapping. */
export function countParts(text: string, part: string): number {
  return part === "" ? codePoints(text).length + 1 : text.split(part).length - 1;
}

/** Replaces the first `limit` occurrences of a part, or all of them; says first how long the result will be. */
export function replaceParts(
  text: string,
  part: string,
  replacement: string,
  limit: number,
  announce: (length: number) => void,
): string {
  const count = Math.min(limit < 0 ? Number.POSITIVE_INFINITY : limit, countParts(text, part));
  announce(text.length + count * Math.max(0, replacement.length - part.length));
  if (part === "") {
    const letters = codePoints(text);
    return (
      letters.map((letter, index) => (index < count ? replacement : "") + letter).join("") +
      (letters.length < count ? replacement : "")
    );
  }
  const pieces = text.split(part);
  const head = pieces.slice(0, count + 1).join(replacement);
  const tail = pieces.slice(count + 1);
  return tail.length === 0 ? head : [head, ...tail].join(part);
}
