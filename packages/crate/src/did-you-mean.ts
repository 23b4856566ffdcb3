/**
 * The candidate that a mistyped word most likely means: the same letters in another case, else the nearest by edits (an
 * insertion, a deletion, a replacement, or two neighbours swapped), at most a quarter of the word. Undefined when none is near, or none among the first thousand.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 4)) + 1;
  let looked = 0;
  for (const candidate of candidates) {
    // A file of nothing but slips must not take the square of its length to read.
    looked += 1;
    if (looked > MOST_CANDIDATES) break;
    if (candidate === word) continue;
    if (fold(candidate) === fold(word)) return candidate;
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const MOST_CANDIDATES = 1000;

const fold = (word: string): string => word.toLowerCase().replaceAll(/[_-]/gu, "");

function editDistance(from: string, to: string): number {
  const long = 64;
  const left = from.slice(0, long);
  const right = to.slice(0, long);
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      let distance = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + cost,
      );
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) distance = Math.min(distance, (before[column - 2] ?? 0) + 1);
      current.push(distance);
    }
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
