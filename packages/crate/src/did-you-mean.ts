/**
 * The candidate that a mistyped word most likely means: the same letters in another case, else the nearest by edits (an
 * insertion, a deletion, a replacement, or two neighbours swapped), at most a quarter of the word. Undefined when none is near, or none among the first thousand.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const folded = fold(word);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 4)) + 1;
  let looked = 0;
  for (const candidate of candidates) {
    // A file of nothing but slips must not take the square of its length to read.
    looked += 1;
    if (looked > MOST_CANDIDATES) break;
    if (candidate === word) continue;
    if (foldsTo(candidate, folded)) return candidate;
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const MOST_CANDIDATES = 1000;
/** Beyond so many characters words are not told apart. */
const LONG = 64;

const fold = (word: string): string => word.toLowerCase().replaceAll(/[_-]/gu, "");

/** Whether a word is another one when case and marks are left out. Nearly every word is told apart by its first letters. */
function foldsTo(word: string, folded: string): boolean {
  let at = 0;
  for (let index = 0; index < word.length; index += 1) {
    const code = word.charCodeAt(index);
    if (code > LAST_ASCII) return fold(word) === folded;
    if (code === UNDERSCORE || code === DASH) continue;
    const isCapital = code >= CAPITAL_A && code <= CAPITAL_Z;
    if (folded.charCodeAt(at) !== (isCapital ? code + TO_SMALL : code)) return false;
    at += 1;
  }
  return at === folded.length;
}

const DASH = 0x2d;
const CAPITAL_A = 0x41;
const CAPITAL_Z = 0x5a;
const UNDERSCORE = 0x5f;
const LAST_ASCII = 0x7f;
const TO_SMALL = 0x20;

/** The edits from one word to another where they are fewer than `limit`, else any number that is not. */
function editDistance(from: string, to: string, limit: number): number {
  let rows = Math.min(from.length, LONG);
  let columns = Math.min(to.length, LONG);
  let start = 0;
  while (start < rows && start < columns && from.charCodeAt(start) === to.charCodeAt(start)) start += 1;
  while (rows > start && columns > start && from.charCodeAt(rows - 1) === to.charCodeAt(columns - 1)) {
    rows -= 1;
    columns -= 1;
  }
  // What is further from the diagonal than the limit costs more than the limit.
  const reach = limit - 1;
  let before: number[] = [];
  let previous: number[] = [];
  for (let column = start; column <= columns; column += 1) previous[column] = column - start;
  for (let row = start + 1; row <= rows; row += 1) {
    const current: number[] = [];
    current[start] = row - start;
    let least = row - start;
    const letter = from.charCodeAt(row - 1);
    const last = Math.min(columns, row + reach);
    for (let column = Math.max(start + 1, row - reach); column <= last; column += 1) {
      const other = to.charCodeAt(column - 1);
      let distance = Math.min(
        (previous[column] ?? limit) + 1,
        (current[column - 1] ?? limit) + 1,
        (previous[column - 1] ?? limit) + (letter === other ? 0 : 1),
      );
      if (letter === to.charCodeAt(column - 2) && from.charCodeAt(row - 2) === other) {
        distance = Math.min(distance, (before[column - 2] ?? limit) + 1);
      }
      least = Math.min(least, distance);
      current[column] = distance;
    }
    if (least >= limit) return limit;
    before = previous;
    previous = current;
  }
  return previous[columns] ?? limit;
}
