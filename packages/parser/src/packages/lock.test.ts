import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unmark } from "../__fixtures__/marked.ts";
import type { LockedPackage } from "./lock.ts";
import { parseLock } from "./read-lock.ts";
import { renderLock } from "./write-lock.ts";

const HASH = `sha256:${"0a".repeat(32)}`;
const FIRST: LockedPackage = {
  address: "github.com/example/scales",
  version: "1.2.3",
  hash: HASH,
  source: "https://github.com/example/scales",
};
const NEWER: LockedPackage = {
  address: "github.com/example/library/tools",
  version: "0.5.1-rc.1",
  hash: HASH,
  fingerprint: "b".repeat(64),
  source: "https://github.com/example/library.git",
  commit: "c".repeat(40),
};
const TEXT = `["github.com/example/scales"]
version = "1.2.3"
hash = "${HASH}"
source = "https://github.com/example/scales"
`;
const instead = (key: string, line: string): string => TEXT.replace(new RegExp(`^${key} = .*\n`, "mu"), line);

/** One fault each: the code, and the text with the stretch marked that must be pointed at. */
const FAULTS: readonly (readonly [code: string, text: string])[] = [
  ["lock.address_malformed", `[«scales»]\nversion = "1.2.3"\n`],
  ["lock.address_malformed", `["«github.com/../scales»"]\n`.replace(`"«`, `«"`).replace(`»"`, `"»`)],
  ["lock.address_malformed", `«version» = 1\n`],
  ["lock.version_malformed", instead("version", `version = «"1.2"»\n`)],
  ["lock.hash_malformed", instead("hash", `hash = «"sha256:${"0A".repeat(32)}"»\n`)],
  ["lock.source_malformed", instead("source", `source = «"http://github.com/example/scales"»\n`)],
  ["lock.source_malformed", instead("source", `source = «"git@github.com:example/scales.git"»\n`)],
  ["lock.commit_malformed", `${TEXT}commit = «"c0ffee"»\n`],
  ["lock.fingerprint_malformed", `${TEXT}fingerprint = «"${HASH}"»\n`],
  ["lock.key_missing", instead("hash", "").replace(`"github.com/example/scales"`, `«"github.com/example/scales"»`)],
  ["lock.unknown_key", `${TEXT}«commits» = "x"\n`],
  ["toml.wrong_type", instead("version", `version = «1.2»\n`)],
  ["toml.syntax", `[«github».com/example/scales]\n`.replace("«github».com/example", "github.com«/»example")],
];

describe("a lock", () => {
  for (const [index, [code, marked]] of FAULTS.entries()) {
    it(`reports ${code} where it is, alone (${index})`, () => {
      const { text, start, end } = unmark(marked);
      const { ok, diagnostics, packages } = parseLock({ path: "methods.lock", text });
      expect(diagnostics.map((found) => [found.code, found.start.offset, found.end.offset])).toEqual([
        [code, start, end],
      ]);
      expect([ok, packages !== undefined]).toEqual(code === "lock.unknown_key" ? [true, true] : [false, false]);
    });
  }

  it("of either revision is read, by address", () => {
    expect(parseLock({ path: "methods.lock", text: TEXT }).packages).toEqual([FIRST]);
    expect(parseLock({ path: "methods.lock", text: renderLock([FIRST, NEWER]) })).toEqual({
      ok: true,
      diagnostics: [],
      packages: [NEWER, FIRST],
    });
    expect(parseLock({ path: "methods.lock", text: "" })).toEqual({ ok: true, diagnostics: [], packages: [] });
  });

  it("is written in the newer revision's order, the same bytes whatever the order of the packages", () => {
    expect(renderLock([FIRST, NEWER])).toBe(`["github.com/example/library/tools"]
version = "0.5.1-rc.1"
hash = "${HASH}"
fingerprint = "${"b".repeat(64)}"
source = "https://github.com/example/library.git"
commit = "${"c".repeat(40)}"

${TEXT}`);
    expect(renderLock([NEWER, FIRST])).toBe(renderLock([FIRST, NEWER]));
    expect(renderLock([])).toBe("");
  });

  it("never makes the reader throw, whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: TEXT.length }),
        fc.nat({ max: 20 }),
        fc.string({ maxLength: 8 }),
        (at, length, piece) => {
          const text = TEXT.slice(0, at) + piece + TEXT.slice(at + length);
          const { ok, packages, diagnostics } = parseLock({ path: "methods.lock", text });
          expect(packages !== undefined).toBe(ok);
          expect(diagnostics.every(({ start, end }) => start.offset <= end.offset && end.offset <= text.length)).toBe(
            true,
          );
        },
      ),
    );
  });
});
