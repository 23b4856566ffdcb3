import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundleOf, callerOf } from "../__fixtures__/package-disk.ts";
import { draftManifest, packageNameOf } from "./draft-manifest.ts";
import { parseManifest } from "./read-manifest.ts";

const IDENTITY = { name: "shop", address: "github.com/example/shop", version: "0.1.0", description: "A shop" };
const read = (texts: readonly string[], identity = IDENTITY) => {
  const files = texts.map((text, index) => ({ path: `${index}.mthds`, text }));
  return parseManifest({ path: "METHODS.toml", text: draftManifest(files, identity) });
};

describe("a first manifest", () => {
  it("exports the main pipe of each domain, and starts from the only one", () => {
    expect(read([callerOf("shop.front", "x"), bundleOf("shop.back", "a", "b")])).toMatchObject({
      ok: true,
      diagnostics: [],
      manifest: { ...IDENTITY, main_pipe: "main", exports: [{ domain: "shop.front", pipes: ["main"] }] },
    });
    const two = read([callerOf("b", "x"), callerOf("a", "x"), callerOf("a", "y")]);
    expect(two).toMatchObject({ ok: true, manifest: { exports: [{ domain: "a" }, { domain: "b" }] } });
    expect(two.manifest).not.toHaveProperty("main_pipe");
  });

  it("can be written for anything, whatever is said of it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 40 })),
        fc.string({ minLength: 1, unit: "binary" }),
        (texts, said) => {
          const description = `x${said.toWellFormed()}`;
          const { ok, manifest } = read(texts, { ...IDENTITY, description });
          expect([ok, manifest?.description]).toEqual([true, description]);
        },
      ),
    );
  });

  it.each([
    ["Invoice-Tools", "invoice_tools"],
    ["invoiceTools", "invoice_tools"],
    ["1st", "st"],
    ["a", undefined],
    ["…", undefined],
    ["a".repeat(40), "a".repeat(25)],
  ])("of a folder %s is called %s", (folder, name) => {
    expect(packageNameOf(folder)).toBe(name);
  });
});
