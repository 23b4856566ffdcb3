import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localStore } from "./local-store.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "perdure-store-"));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});
const bytes = new TextEncoder().encode("hello");
const digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

describe("a local store", () => {
  it("gives back what was put, to another process too", async () => {
    expect(await localStore(folder).put(bytes)).toBe(digest);
    expect(Buffer.from(await localStore(folder).get(digest)).toString()).toBe("hello");
    expect(await localStore(folder).has(digest)).toBe(true);
  });

  it("writes the same content once, for nobody else to read, and leaves no half file", async () => {
    const store = localStore(folder);
    await Promise.all([store.put(bytes), store.put(bytes), store.put(bytes)]);
    const files = readdirSync(join(folder, "sha256", "2c"));
    expect(files).toEqual([digest]);
    expect(statSync(join(folder, "sha256", "2c", digest)).mode & 0o777).toBe(0o600);
  });

  it("in a folder that is named from the current one makes what is missing of it", async () => {
    const store = localStore(join(relative(process.cwd(), folder), "not", "there"));
    expect(await localStore(join(folder, "not", "there")).get(await store.put(bytes))).toEqual(Buffer.from("hello"));
  });

  it("refuses what is not there, what was changed, and a digest that names another file", async () => {
    const store = localStore(folder);
    await expect(store.get("0".repeat(64))).rejects.toMatchObject({ report: { code: "perdure.content_missing" } });
    await expect(store.get("../../etc/passwd")).rejects.toMatchObject({ report: { code: "perdure.content_missing" } });
    await store.put(bytes);
    writeFileSync(join(folder, "sha256", "2c", digest), "changed");
    await expect(store.get(digest)).rejects.toMatchObject({ report: { code: "perdure.content_damaged" } });
  });

  it("says that a folder which is a file cannot be written to", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    await expect(localStore(file).put(bytes)).rejects.toMatchObject({
      report: { code: "perdure.folder_not_writable" },
    });
  });
});
