import type { Random } from "./random.ts";

/** A word with one slip of the fingers: a letter left out, doubled, replaced, put in, or swapped with the next. */
export function misspell(word: string, random: Random): string | undefined {
  if (word.length < 3) return undefined;
  const at = random.below(word.length);
  const letter = word.charAt(at);
  switch (random.below(5)) {
    case 0:
      return word.slice(0, at) + word.slice(at + 1);
    case 1:
      return word.slice(0, at) + letter + word.slice(at);
    case 2:
      return word.slice(0, at) + near(letter, random) + word.slice(at + 1);
    case 3:
      return word.slice(0, at) + near(letter, random) + word.slice(at);
    default: {
      const start = Math.min(at, word.length - 2);
      return word.slice(0, start) + word.charAt(start + 1) + word.charAt(start) + word.slice(start + 2);
    }
  }
}

const near = (letter: string, random: Random): string => {
  const other = random.pick(["e", "a", "t", "n", "r", "s", "o", "l"]);
  return letter >= "A" && letter <= "Z" ? other.toUpperCase() : other;
};
