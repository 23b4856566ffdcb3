import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failureOf } from "../../testing/failure-of.ts";
import { temporaryFolders } from "../../testing/temporary-folder.ts";
import { createPackageCache } from "./package-cache.ts";

const folder = temporaryFolders();
const fetched = (files: Readonly<Record<string, string>>) => ({
  address: "github.com/example/scales",
  version: "1.0.0",
  commit: "c".repeat(40),
  files: Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
  manifest: {} as never,
});

describe("the cache of packages", () => {
  it("keeps a package whole, with the commit beside it, and nothing else", async () => {
    const place = folder();
    await createPackageCache(place).keep(fetched({ "METHODS.toml": "m", "a/b/c.mthds": "c" }));
    const kept = join(place, "github.com", "example", "scales");
    expect(readFileSync(join(kept, "1.0.0", "a", "b", "c.mthds"), "utf8")).toBe("c");
    expect(readFileSync(join(kept, "1.0.0.commit"), "utf8")).toBe(`${"c".repeat(40)}\n`);
    expect(readdirSync(place)).toEqual(["github.com"]);
  });

  it("leaves one alone that is there", async () => {
    const place = folder();
    const kept = join(place, "github.com", "example", "scales", "1.0.0");
    mkdirSync(kept, { recursive: true });
    writeFileSync(join(kept, "mine"), "mine");
    await createPackageCache(place).keep(fetched({ "METHODS.toml": "m" }));
    expect(readdirSync(kept)).toEqual(["mine"]);
    expect(readdirSync(place)).toEqual(["github.com"]);
  });

  it("writes no path that leads out of it, and leaves no half of a package", async () => {
    const place = folder();
    const cache = createPackageCache(join(place, "cache"));
    for (const files of [
      { "METHODS.toml": "m", "../../../../out": "x" },
      { "METHODS.toml": "m", [join(place, "out")]: "x" },
    ]) {
      expect((await failureOf(() => cache.keep(fetched(files)))).code).toBe("perdure.folder_not_writable");
    }
    expect(existsSync(join(place, "out"))).toBe(false);
    expect(readdirSync(join(place, "cache", "github.com", "example", "scales"))).toEqual([]);
    expect(readdirSync(join(place, "cache"))).toEqual(["github.com"]);
    const escaping = { ...fetched({ a: "a" }), address: "../out" };
    await expect(cache.keep(escaping)).rejects.toThrow("leads out of its folder");
  });

  it("says that it cannot be written", async () => {
    const place = folder();
    writeFileSync(join(place, "github.com"), "a file where a folder should be");
    expect((await failureOf(() => createPackageCache(place).keep(fetched({ a: "a" })))).code).toBe(
      "perdure.folder_not_writable",
    );
  });
});
