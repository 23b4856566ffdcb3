import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions, orderVersions, parseVersion } from "./semver.ts";
import type { Version } from "./semver.ts";

const version = (text: string): Version => {
  const read = parseVersion(text);
  if (read === undefined) throw new Error(`${text} is no version`);
  return read;
};

/** From the lowest to the highest, as SemVer's own text and our reading of it order them. */
const ASCENDING = [
  "0.0.0-0",
  "0.0.0",
  "0.9.10",
  "0.10.0",
  "1.0.0-1",
  "1.0.0-2",
  "1.0.0-10",
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-alpha.beta",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0-rc.1",
  "1.0.0",
  "9007199254740993.0.0",
  "9007199254740994.0.0",
];

describe("versions", () => {
  it("are ordered by precedence, numbers of any length by their value", () => {
    for (const [index, lower] of ASCENDING.entries()) {
      for (const higher of ASCENDING.slice(index + 1)) {
        expect([lower, higher, Math.sign(compareVersions(version(lower), version(higher)))]).toEqual([
          lower,
          higher,
          -1,
        ]);
        expect(Math.sign(compareVersions(version(higher), version(lower)))).toBe(1);
      }
    }
  });

  it("that differ in their build metadata only are equal in precedence, and still have one order", () => {
    expect(compareVersions(version("1.0.0+a"), version("1.0.0+b"))).toBe(0);
    expect(Math.sign(orderVersions(version("1.0.0+a"), version("1.0.0+b")))).toBe(-1);
  });

  it("are read whole or not at all", () => {
    for (const text of ["1.2.3", "1.2.3-rc.1+build.42", "1.2.3-0a", "1.2.3--", "1.0.0+001"]) {
      expect(parseVersion(text)?.text).toBe(text);
    }
    const wrong = ["", "1", "1.2", "v1.2.3", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.3+", "1.2.3 ", "1.2.3-é", "1.2.3.4"];
    expect(wrong.filter((text) => parseVersion(text) !== undefined)).toEqual([]);
    expect(parseVersion(`1.0.0-${"a".repeat(300)}`)).toBeUndefined();
  });

  it("never throw, whatever is read as one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect([undefined, text]).toContain(parseVersion(text)?.text);
      }),
    );
  });
});
