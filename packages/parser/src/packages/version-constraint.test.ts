import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseVersion } from "./semver.ts";
import { parseConstraint, satisfies, suggestConstraint } from "./version-constraint.ts";

const allows = (constraint: string, version: string): boolean => {
  const read = [parseConstraint(constraint), parseVersion(version)] as const;
  if (read[0] === undefined || read[1] === undefined) throw new Error(`${constraint} or ${version} cannot be read`);
  return satisfies(read[1], read[0]);
};

describe("version constraints", () => {
  it.each([
    ["1.2.3", "1.2.3", "1.2.4"],
    ["==1.2.3", "1.2.3+build", "1.2.4"],
    ["!=1.2.3", "1.2.4", "1.2.3"],
    ["^1.2.3", "1.9.0", "2.0.0"],
    ["^1.2.3", "1.2.3", "1.2.2"],
    ["^0.2.3", "0.9.0", "1.0.0"],
    ["~1.2.3", "1.2.9", "1.3.0"],
    ["~1", "1.9.0", "2.0.0"],
    [">1.2", "1.3.0", "1.2.9"],
    ["<=1.2", "1.2.9", "1.3.0"],
    ["1.0", "1.0.7", "1.1.0"],
    ["1", "1.4.2", "2.0.0"],
    ["1.*", "1.4.2", "2.0.0"],
    ["1.2.*", "1.2.9", "1.3.0"],
    ["*", "0.0.1", "1.0.0-rc.1"],
    [">=1.0.0, <2.0.0", "1.9.9", "2.0.0"],
    [" >=1.0.0,!=1.1.0 ", "1.1.1", "1.1.0"],
    [">=1.0.0-rc.1", "1.0.0-rc.2", "1.1.0-rc.1"],
    [">=1.0.0, !=1.1.0-rc.1", "1.1.0", "1.1.0-rc.2"],
    ["<2.0.0", "1.9.9", "2.0.0-rc.1"],
    ["^1.0.0", "1.1.0", "2.0.0-rc.1"],
  ])("%s allows %s and not %s", (constraint, allowed, refused) => {
    expect([allows(constraint, allowed), allows(constraint, refused)]).toEqual([true, false]);
  });

  it.each([
    [">= 1.0.0", ">=1.0.0"],
    ["=1.0.0", "==1.0.0"],
    [">=1.0.0 <2.0.0", ">=1.0.0, <2.0.0"],
    ["1.x", "1.*"],
    ["1.X.X", "1.*"],
    ["^v1.2.3", "^1.2.3"],
    ["1.0.0 || 2.0.0", "1.0.0"],
    ["latest!!", undefined],
    ["", undefined],
    ["^1.*", undefined],
    ["1.2.3,", undefined],
    ["01.0.0", undefined],
  ])("%s is none; what is meant may be %s", (text, meant) => {
    expect([parseConstraint(text), suggestConstraint(text)]).toEqual([undefined, meant]);
  });

  it("is none when it is endless", () => {
    expect(parseConstraint(Array.from({ length: 1000 }, () => "1.0.0").join(","))).toBeUndefined();
    expect(suggestConstraint(" ".repeat(100_000))).toBeUndefined();
  });

  it("agrees with a model that lists every version", () => {
    const few = fc.integer({ min: 0, max: 2 });
    const term = fc.record({
      operator: fc.constantFrom("", "==", "!=", "^", "~", ">=", ">", "<=", "<"),
      numbers: fc.array(few, { minLength: 1, maxLength: 3 }),
      prerelease: fc.constantFrom("", "a", "b"),
      star: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 3 }), (terms) => {
        const constraint = terms.map(written).join(", ");
        const expected = ALL.filter((listed) => modelAllows(terms, listed));
        expect([constraint, ALL.filter(({ text }) => allows(constraint, text))]).toEqual([constraint, expected]);
      }),
      { numRuns: 500 },
    );
  });
});

interface Term {
  readonly operator: string;
  readonly numbers: readonly number[];
  readonly prerelease: string;
  readonly star: boolean;
}
interface Listed {
  readonly text: string;
  readonly numbers: readonly number[];
  readonly prerelease: string;
}

/** Every version of the model, from the lowest: of three numbers of 0 to 2, two pre-releases and the release. */
const ALL: readonly Listed[] = Array.from({ length: 81 }, (_, index): Listed => {
  const numbers = [Math.floor(index / 27), Math.floor(index / 9) % 3, Math.floor(index / 3) % 3];
  const prerelease = ["a", "b", ""][index % 3] ?? "";
  return { text: numbers.join(".") + (prerelease === "" ? "" : `-${prerelease}`), numbers, prerelease };
});

const hasPrerelease = ({ numbers, prerelease }: Term): boolean => numbers.length === 3 && prerelease !== "";
const isWildcard = ({ operator, numbers, star }: Term): boolean => star && operator === "" && numbers.length < 3;

const written = (term: Term): string =>
  term.operator +
  term.numbers.join(".") +
  (isWildcard(term) ? ".*" : "") +
  (hasPrerelease(term) ? `-${term.prerelease}` : "");

/** The model: the versions that a term names are a stretch of the list, and its operator says which side of it counts. */
function modelAllows(terms: readonly Term[], listed: Listed): boolean {
  const place = ALL.indexOf(listed);
  const named = (term: Term): readonly number[] =>
    ALL.flatMap(({ numbers, prerelease }, index) => {
      const isOf = term.numbers.every((number, at) => numbers[at] === number);
      const isExact = term.numbers.length < 3 || prerelease === (hasPrerelease(term) ? term.prerelease : "");
      return isOf && isExact ? [index] : [];
    });
  const holds = terms.every((term) => {
    const stretch = named(term);
    const first = stretch[0] ?? 0;
    const last = stretch.at(-1) ?? 0;
    const isSame = (count: number): boolean =>
      term.numbers.slice(0, count).every((number, at) => listed.numbers[at] === number);
    switch (term.operator) {
      case "!=":
        return place < first || place > last;
      case "^":
        return place >= first && isSame(1);
      case "~":
        return place >= first && isSame(2);
      case ">=":
        return place >= first;
      case ">":
        return place > last;
      case "<=":
        return place <= last;
      case "<":
        return place < first;
      default:
        return place >= first && place <= last;
    }
  });
  if (!holds || listed.prerelease === "") return holds;
  return terms.some(
    (term) =>
      term.operator !== "!=" &&
      hasPrerelease(term) &&
      term.numbers.every((number, at) => number === listed.numbers[at]),
  );
}
