import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

/** The edits from one word to another, written as they are defined. */
function edits(from: string, to: string): number {
  const table = Array.from({ length: from.length + 1 }, (_, row) =>
    Array.from({ length: to.length + 1 }, (_column, column) => (row === 0 ? column : row)),
  );
  const at = (row: number, column: number): number => table[row]?.[column] ?? Infinity;
  for (let row = 1; row <= from.length; row += 1) {
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const options = [at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (isSame ? 0 : 1)];
      table[row]?.splice(column, 1, Math.min(...options, isSwapped ? at(row - 2, column - 2) + 1 : Infinity));
    }
  }
  return at(from.length, to.length);
}

const fold = (word: string): string => word.toLowerCase().replaceAll(/[_-]/gu, "");

/** The same choice from the definitions. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  const others = candidates.filter((candidate) => candidate !== word);
  const limit = Math.max(1, Math.floor(word.length / 4));
  const near = others.filter((candidate) => edits(word, candidate) <= limit);
  const folded = others.find((candidate) => fold(candidate) === fold(word));
  return folded ?? near.toSorted((left, right) => edits(word, left) - edits(word, right))[0];
}

describe("didYouMean", () => {
  it("finds another case, a slip and a swap, and nothing that is far", () => {
    expect(didYouMean("pipellm", ["PipeLLM", "PipeFunc"])).toBe("PipeLLM");
    expect(didYouMean("my_thing", ["MyThing"])).toBe("MyThing");
    expect(didYouMean("ordre", ["order", "odor"])).toBe("order");
    expect(didYouMean("desciption", ["description"])).toBe("description");
    expect(didYouMean("tone", ["order"])).toBeUndefined();
    expect(didYouMean("order", ["order"])).toBeUndefined();
  });

  it("is the nearest by the definition of edits, whatever the words", () => {
    const words = fc.string({ unit: fc.constantFrom("a", "b", "C", "_", "-", "é", "İ", "ß"), maxLength: 14 });
    fc.assert(
      fc.property(words, fc.array(words, { maxLength: 8 }), (word, candidates) => {
        expect(didYouMean(word, candidates)).toBe(nearest(word, candidates));
      }),
      { numRuns: 1000 },
    );
  });

  it("looks at no more than the first thousand candidates, and takes no more of them", () => {
    let taken = 0;
    function* candidates(): Generator<string> {
      for (;;) {
        taken += 1;
        yield "unlike";
      }
    }
    expect(didYouMean("word", candidates())).toBeUndefined();
    expect(taken).toBe(1001);
  });
});
