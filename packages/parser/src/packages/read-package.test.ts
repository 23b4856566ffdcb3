import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { createMemoryFileSystem } from "./file-system.ts";
import type { MemoryFile } from "./file-system.ts";
import { findPackage } from "./find-package.ts";
import { packagesIn } from "./locate-package.ts";
import { parentOf, resolvePath } from "./paths.ts";
import { readPackageFolder, readWholePackage, textsOfPackage } from "./read-package.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (path: string, text = ""): MemoryFile => ({ path, bytes: bytes(text) });
const disk = (...files: readonly (string | MemoryFile)[]) =>
  createMemoryFileSystem(files.map((one) => (typeof one === "string" ? file(one) : one)));
const link = (path: string): MemoryFile => ({ path, bytes: bytes("/etc/passwd"), kind: "link" });

const read = async (...files: readonly (string | MemoryFile)[]) => {
  const sink: Diagnostic[] = [];
  const found = await readPackageFolder(disk(...files), "/p", { show: (path) => path, sink });
  return { found, problems: sink.map(({ code, file }) => [code, file]) };
};
const readWhole = async (...files: readonly (string | MemoryFile)[]) => {
  const sink: Diagnostic[] = [];
  const options = { show: (path: string) => path, sink };
  const found = await readWholePackage(disk(...files), "/p", options);
  const texts = found === undefined ? undefined : textsOfPackage("/p", found, options);
  return { found: found?.map(({ path }) => path), texts, problems: sink.map(({ code, file }) => [code, file]) };
};

describe("the package of a folder", () => {
  it.each([
    ["/a/b/c", "/a/b/c", ["a/b/c/METHODS.toml"]],
    ["/a/b/c", "/a", ["a/METHODS.toml", "a/b/c/x.mthds"]],
    ["/a/b/c", "/", ["METHODS.toml", "a/b/c/x.mthds"]],
    ["/a/b", "/a", ["a/METHODS.toml", "a/.git/HEAD", "a/b/x.mthds"]],
    ["/a/b", undefined, ["METHODS.toml", "a/.git/HEAD", "a/b/x.mthds"]],
    ["/a/b", undefined, ["METHODS.toml", "a/.git", "a/b/x.mthds"]],
    ["/a/b", undefined, ["a/methods.toml", "a/b/x.mthds"]],
    ["/a/b", undefined, ["a/METHODS.toml/x", "a/b/x.mthds"]],
  ])("%s is %s", async (from, found, files) => {
    expect(await findPackage(disk(...files), from)).toBe(found);
  });
});

describe("reading a package", () => {
  it("takes every bundle below, but none of hidden folders, of node_modules and of packages inside", async () => {
    const { found, problems } = await read(
      file("p/METHODS.toml", "m"),
      file("p/methods.lock", "l"),
      file("p/z.mthds", "z"),
      "p/a/b/deep.mthds",
      "p/README.md",
      "p/.mthds/methods/x/x.mthds",
      "p/node_modules/x/x.mthds",
      "p/other/METHODS.toml",
      "p/other/o.mthds",
      "q/q.mthds",
    );
    expect(problems).toEqual([]);
    expect(found?.manifest).toEqual({ path: "/p/METHODS.toml", text: "m" });
    expect(found?.lock).toEqual({ path: "/p/methods.lock", text: "l" });
    expect(found?.bundles.map(({ path }) => path)).toEqual(["/p/a/b/deep.mthds", "/p/z.mthds"]);
  });

  it("refuses a bundle that is a link or no text, and lets other links be", async () => {
    expect(await read("p/METHODS.toml", link("p/a.mthds"), link("p/node_modules"))).toEqual({
      found: undefined,
      problems: [["package.link", "/p/a.mthds"]],
    });
    const latin = { path: "p/b.mthds", bytes: Uint8Array.of(0xe9) };
    expect((await read("p/METHODS.toml", latin)).problems).toEqual([["file.not_utf8", "/p/b.mthds"]]);
    const device = { path: "p/METHODS.toml", bytes: bytes(""), kind: "other" } as const;
    expect((await read(device)).problems).toEqual([["package.file_missing", "/p/METHODS.toml"]]);
    expect((await read("q/METHODS.toml")).problems).toEqual([["package.folder_missing", "/p"]]);
  });

  it("of somebody else takes every file, and refuses any link", async () => {
    const files = ["p/METHODS.toml", "p/a.mthds", "p/.hidden/h.mthds", "p/logo.png", "p/.git/HEAD", "p/sub/.git"];
    const { found, texts, problems } = await readWhole(...files, "p/in/METHODS.toml", "p/in/i.mthds");
    expect(problems).toEqual([]);
    expect(found).toEqual([".hidden/h.mthds", "METHODS.toml", "a.mthds", "in/METHODS.toml", "in/i.mthds", "logo.png"]);
    expect(texts?.bundles.map(({ path }) => path)).toEqual(["/p/a.mthds"]);
    expect((await readWhole(...files, link("p/docs/here"))).problems).toEqual([["package.link", "/p/docs/here"]]);
    const module = { path: "p/module", bytes: bytes(""), kind: "other" } as const;
    expect((await readWhole(...files, module)).problems).toEqual([["package.file_missing", "/p/module"]]);
  });

  it.each(["p/../../etc/x", "p/a\\..\\x", "p/./x", "p//x", "p/C:x", "p/a\nb"])("refuses the path %j", async (path) => {
    expect((await readWhole("p/METHODS.toml", path)).problems).toEqual([["package.path_escapes", "/p"]]);
  });

  it("ends where there is too much", async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => `p/${index}.mthds`);
    expect((await readWhole(...many)).problems).toEqual([["package.too_large", "/p"]]);
    expect((await read(...many)).problems).toEqual([]);
    const around = Array.from({ length: 100_001 }, (_, index) => ({ name: `${index}.txt`, kind: "file" as const }));
    const sink: Diagnostic[] = [];
    const crowded = { list: () => Promise.resolve(around), read: () => Promise.resolve(undefined) };
    await readPackageFolder(crowded, "/p", { show: (path) => path, sink });
    expect(sink.map(({ code }) => code)).toEqual(["package.too_large"]);
    const deep = `p/${"d/".repeat(70)}x.mthds`;
    expect((await read(deep)).problems).toEqual([["package.too_large", "/p"]]);
    const big = ["a", "b"].map((name) => ({ path: `p/${name}`, bytes: new Uint8Array(40_000_000) }));
    expect((await readWhole(...big)).problems).toEqual([["package.too_large", "/p"]]);
  });
});

describe("the packages of a repository", () => {
  const manifest = (name: string, address: string): string =>
    `[package]\nname = "${name}"\naddress = "${address}"\nversion = "1.0.0"\ndescription = "d"\n`;

  it("are called by their manifests, not by their folders", async () => {
    const files = disk(
      file("METHODS.toml", manifest("root", "github.com/a/library")),
      file("methods/one/METHODS.toml", manifest("first", "github.com/a/library")),
      file("two/METHODS.toml", manifest("second", "github.com/a/library")),
      file("broken/METHODS.toml", "["),
      file(".git/METHODS.toml", manifest("third", "github.com/a/library")),
    );
    expect(await packagesIn(files)).toEqual([
      { identity: "github.com/a/library", folder: "/" },
      { identity: "github.com/a/library/first", folder: "/methods/one" },
      { identity: "github.com/a/library/second", folder: "/two" },
    ]);
  });
});

describe("paths", () => {
  it.each([
    ["/a/b", "../c", "/a/c"],
    ["/a/b", "./c/../d", "/a/b/d"],
    ["/a", "../..", undefined],
    ["/", "x", "/x"],
    ["/a", "..", "/"],
  ])("from %s, %s is %s", (folder, relative, path) => {
    expect(resolvePath(folder, relative)).toBe(path);
  });

  it("end at the root", () => {
    expect([parentOf("/a/b"), parentOf("/a"), parentOf("/")]).toEqual(["/a", "/", undefined]);
    expect([parentOf("C:/a"), parentOf("C:/")]).toEqual(["C:/", undefined]);
  });

  it("never lead above the root, whatever they say", () => {
    const segment = fc.constantFrom("..", ".", "", "a", "...");
    fc.assert(
      fc.property(fc.array(segment), fc.array(segment), (folder, relative) => {
        const path = resolvePath(`/${folder.filter((name) => name === "a").join("/")}`, relative.join("/"));
        expect(path === undefined || /^\/(?:$|(?!\.\.?(?:\/|$))[^/]+(?:\/(?!\.\.?(?:\/|$))[^/]+)*$)/u.test(path)).toBe(
          true,
        );
      }),
    );
  });
});
