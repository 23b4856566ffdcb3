import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashPackage } from "./hash-package.ts";

const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });

describe("the hash of a package", () => {
  it("is SHA-256 over paths and bytes, nothing between them", () => {
    const expected = createHash("sha256").update("METHODS.tomlAa/b.mthdsB").digest("hex");
    expect(hashPackage([file("a/b.mthds", "B"), file("METHODS.toml", "A")])).toBe(`sha256:${expected}`);
  });

  it("orders paths by code point, not by UTF-16 unit", () => {
    // U+FF5E is one unit above the surrogates of U+10400, and below it by code point.
    const expected = createHash("sha256").update("\u{FF5E}1\u{10400}2").digest("hex");
    expect(hashPackage([file("\u{10400}", "2"), file("\u{FF5E}", "1")])).toBe(`sha256:${expected}`);
  });

  it("leaves out what lies in .git, and nothing that only looks like it", () => {
    const files = [file(".git/HEAD", "x"), file("a/.git", "x"), file(".gitignore", "y")];
    expect(hashPackage(files)).toBe(hashPackage([file(".gitignore", "y")]));
    expect(hashPackage([file(".gitignore", "y")])).not.toBe(hashPackage([]));
  });

  it("is the same for any order of the files, and another one for other bytes", () => {
    const files = fc.uniqueArray(fc.record({ path: fc.string({ minLength: 1 }), bytes: fc.uint8Array() }), {
      selector: ({ path }) => path,
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(files, fc.integer(), (listed, seed) => {
        const hash = createHash("sha256");
        const encoded = listed.map(({ path, bytes }) => ({ path: Buffer.from(path, "utf8"), bytes }));
        for (const { path, bytes } of encoded.toSorted((a, b) => Buffer.compare(a.path, b.path))) {
          hash.update(path).update(bytes);
        }
        const turned = listed.slice(seed % listed.length).concat(listed.slice(0, seed % listed.length));
        expect(hashPackage(turned)).toBe(`sha256:${hash.digest("hex")}`);
        const [first, ...rest] = listed;
        if (first === undefined) return;
        const changed = { ...first, bytes: Uint8Array.from([...first.bytes, 0]) };
        expect(hashPackage([changed, ...rest])).not.toBe(hashPackage(listed));
      }),
    );
  });
});
