import { describe, expect, it } from "vitest";
import { bundleOf, diskOf, manifestOf } from "../__fixtures__/package-disk.ts";
import { messageOf } from "../messages/messages.ts";
import type { FetchedPackage } from "./fetch-package.ts";
import { createMemoryFileSystem } from "./file-system.ts";
import type { MemoryFile, PackageFileSystem } from "./file-system.ts";
import { installPackage } from "./install-package.ts";
import { lockPackage } from "./lock-package.ts";
import { parseLock } from "./read-lock.ts";
import type { Repositories } from "./repositories.ts";
import { utf8Bytes } from "./utf8.ts";
import { renderLock } from "./write-lock.ts";

type Texts = Readonly<Record<string, string>>;
/** Repositories by name, each with what it holds at its tags. */
type World = Record<string, Record<string, Texts | PackageFileSystem>>;

const SCALES = "github.com/example/scales";
const LIBRARY = "github.com/example/library";

const needs = (dependencies: Readonly<Record<string, string>>): string =>
  `[dependencies]\n${Object.entries(dependencies)
    .map(([address, version]) => `${address.split("/").at(-1)} = { address = "${address}", version = "${version}" }\n`)
    .join("")}`;
const packageOf = (address: string, version: string, dependencies: Readonly<Record<string, string>> = {}): Texts => ({
  "METHODS.toml": manifestOf(address.split("/").at(-1) ?? "", address, needs(dependencies), version),
  "a.mthds": bundleOf("a", "b"),
});
const repositoriesOf = (world: World, asked: string[] = []): Repositories => ({
  tags: (name) => (asked.push(name), Promise.resolve(Object.keys(world[name] ?? {}))),
  checkout(name, tag) {
    asked.push(`${name} ${tag}`);
    const files = world[name]?.[tag] ?? {};
    const at =
      "list" in files && typeof files.list === "function" ? (files as PackageFileSystem) : diskOf(files as Texts);
    return Promise.resolve({ commit: "c".repeat(40), files: at });
  },
});
const lock = async (dependencies: Readonly<Record<string, string>> | string, world: World, disk: Texts = {}) => {
  const rest = typeof dependencies === "string" ? dependencies : needs(dependencies);
  const files = diskOf({ ...disk, "shop/METHODS.toml": manifestOf("shop", "github.com/example/shop", rest) });
  const { ok, diagnostics, locked } = await lockPackage(files, "/shop", repositoriesOf(world));
  return {
    ok,
    said: diagnostics.map(({ code, start }) => `${code} ${start.line}`),
    params: diagnostics[0]?.params,
    message: diagnostics[0] === undefined ? undefined : messageOf(diagnostics[0]),
    locked: locked.map(({ address, version }) => `${address} ${version}`),
    text: renderLock(locked),
  };
};

describe("locking a package", () => {
  it("takes the lowest version that all allow from the tags, and writes what a lock holds", async () => {
    const world: World = {
      [SCALES]: {
        "v1.0.0": packageOf(SCALES, "1.0.0"),
        "1.1.0": packageOf(SCALES, "1.1.0"),
        "v1.2.0": packageOf(SCALES, "1.2.0"),
        latest: {},
        v2: {},
      },
      "github.com/example/tools": { "v0.1.0": packageOf("github.com/example/tools", "0.1.0", { [SCALES]: ">=1.1.0" }) },
    };
    const { ok, locked, text } = await lock({ [SCALES]: "^1.0.0", "github.com/example/tools": "*" }, world);
    expect([ok, locked]).toEqual([true, [`${SCALES} 1.1.0`, "github.com/example/tools 0.1.0"]]);
    expect(parseLock({ path: "methods.lock", text })).toMatchObject({
      ok: true,
      diagnostics: [],
      packages: [
        { address: SCALES, version: "1.1.0", source: "https://github.com/example/scales.git", commit: "c".repeat(40) },
        { address: "github.com/example/tools" },
      ],
    });
  });

  it("finds a package of a library by its identity", async () => {
    const library = (name: string): Texts => ({
      [`anywhere/${name}/METHODS.toml`]: manifestOf(name, LIBRARY),
      [`anywhere/${name}/x.mthds`]: bundleOf("x", "y"),
    });
    const world = { [LIBRARY]: { "1.0.0": { ...library("tools"), ...library("toys"), "big.bin": "x" } } };
    const { ok, text } = await lock({ [`${LIBRARY}/tools`]: "1" }, world);
    expect([ok, parseLock({ path: "", text }).packages?.[0]?.source]).toEqual([
      true,
      "https://github.com/example/library.git",
    ]);
    const missing = await lock({ [`${LIBRARY}/tool`]: "1" }, world);
    expect(missing.said).toEqual(["package.identity_mismatch 7"]);
    expect(missing.message).toContain(`'${LIBRARY}/tools', '${LIBRARY}/toys'`);
    const twice = {
      [LIBRARY]: { "1.0.0": { ...library("tools"), "again/METHODS.toml": manifestOf("tools", LIBRARY) } },
    };
    expect((await lock({ [`${LIBRARY}/tools`]: "1" }, twice)).said).toEqual(["package.ambiguous 7"]);
  });

  it("says who asks for what where nothing fits, at the dependency that leads there", async () => {
    const tools = "github.com/example/tools";
    const world = {
      [SCALES]: { "1.0.0": packageOf(SCALES, "1.0.0"), "2.0.0": packageOf(SCALES, "2.0.0") },
      [tools]: { "1.0.0": packageOf(tools, "1.0.0", { [SCALES]: "^3.0.0" }) },
    };
    const direct = await lock({ [tools]: "1", [SCALES]: "^1.0.0" }, world);
    expect(direct.said).toEqual(["package.dependency_unsatisfied 8"]);
    expect(direct.params).toEqual({
      address: SCALES,
      asked: `github.com/example/shop asks for ^1.0.0, ${tools} 1.0.0 asks for ^3.0.0`,
      says: "others",
      available: "1.0.0, 2.0.0",
    });
    expect(
      (await lock({ [LIBRARY]: "*", [tools]: "1" }, { ...world, [LIBRARY]: { "1.0.0": packageOf(LIBRARY, "1.0.0") } }))
        .said,
    ).toEqual(["package.dependency_unsatisfied 8"]);
    expect((await lock({ [SCALES]: "1" }, {})).message).toContain("there is none");
  });

  it("names packages that need one another", async () => {
    const tools = "github.com/example/tools";
    const world = {
      [SCALES]: { "1.0.0": packageOf(SCALES, "1.0.0", { [tools]: "1" }) },
      [tools]: { "1.0.0": packageOf(tools, "1.0.0", { [SCALES]: "1" }) },
    };
    expect(await lock({ [SCALES]: "1" }, world)).toMatchObject({
      said: ["package.dependency_cycle 7"],
      params: { cycle: `${SCALES} → ${tools} → ${SCALES}` },
    });
    const back = { [SCALES]: { "1.0.0": packageOf(SCALES, "1.0.0", { "github.com/example/shop": "1" }) } };
    expect((await lock({ [SCALES]: "1" }, back)).params).toEqual({
      cycle: `github.com/example/shop → ${SCALES} → github.com/example/shop`,
    });
  });

  it("reads a local dependency from its path, locks what it builds on, and asks nobody else for it", async () => {
    const tools = "github.com/example/tools";
    const disk = (version: string): Texts =>
      Object.fromEntries(
        Object.entries(packageOf(SCALES, version, { [tools]: "1" })).map(([path, text]) => [`scales/${path}`, text]),
      );
    const local = `[dependencies]\nscales = { address = "${SCALES}", version = "^1.0.0", path = "../scales" }\n`;
    const world = { [tools]: { "1.0.0": packageOf(tools, "1.0.0") } };
    expect((await lock(local, world, disk("1.5.0"))).locked).toEqual([`${tools} 1.0.0`]);
    expect((await lock(local, world, disk("2.0.0"))).said).toEqual(["package.dependency_unsatisfied 7"]);
    const asked: string[] = [];
    const files = diskOf({ "shop/METHODS.toml": manifestOf("shop", "github.com/example/shop", local) });
    const { diagnostics } = await lockPackage(files, "/shop", repositoriesOf(world, asked));
    expect([diagnostics.map(({ code }) => code), asked]).toEqual([["package.dependency_unusable"], []]);
  });

  it("refuses a package with a link, a submodule or a path that leads out", async () => {
    const with_ = (file: Partial<MemoryFile> & { path: string }): PackageFileSystem =>
      createMemoryFileSystem([
        ...Object.entries(packageOf(SCALES, "1.0.0")).map(([path, text]) => ({ path, bytes: utf8Bytes(text) })),
        { bytes: new Uint8Array(), ...file },
      ]);
    for (const [file, problem] of [
      [{ path: "etc", kind: "link" }, "package.link"],
      [{ path: "module", kind: "other" }, "package.file_missing"],
      [{ path: "../out" }, "package.path_escapes"],
    ] as const) {
      const { said, params } = await lock({ [SCALES]: "1" }, { [SCALES]: { "1.0.0": with_(file) } });
      expect([said, params?.["problem"]]).toEqual([["package.dependency_unusable 7"], problem]);
    }
  });

  it("lets what repositories reject with through", async () => {
    const files = diskOf({
      "shop/METHODS.toml": manifestOf("shop", "github.com/example/shop", needs({ [SCALES]: "1" })),
    });
    const broken = { ...repositoriesOf({}), tags: () => Promise.reject(new Error("no network")) };
    await expect(lockPackage(files, "/shop", broken)).rejects.toThrow("no network");
  });

  it("reports a manifest with errors and asks nobody", async () => {
    const { ok, said } = await lock("[nothing]\n", {});
    expect([ok, said]).toEqual([false, ["manifest.unknown_key 6"]]);
  });
});

describe("installing a locked package", () => {
  const world: World = { [SCALES]: { "v1.0.0": packageOf(SCALES, "1.0.0") } };
  const lockedOf = async () => {
    const { text } = await lock({ [SCALES]: "1" }, world);
    const [locked] = parseLock({ path: "", text }).packages ?? [];
    if (locked === undefined) throw new Error("nothing locked");
    return locked;
  };
  const cacheOf = (kept: FetchedPackage[]) => ({
    folder: "/cache",
    keep: (fetched: FetchedPackage) => (kept.push(fetched), Promise.resolve()),
  });
  const cached = (texts: Texts): PackageFileSystem =>
    diskOf(Object.fromEntries(Object.entries(texts).map(([path, text]) => [`cache/${SCALES}/1.0.0/${path}`, text])));

  it("fetches it once, checks it and keeps it", async () => {
    const kept: FetchedPackage[] = [];
    const locked = await lockedOf();
    expect(await installPackage(diskOf({}), locked, repositoriesOf(world), cacheOf(kept))).toMatchObject({
      state: "installed",
    });
    expect(kept.map(({ address, version, files }) => [address, version, files.map(({ path }) => path)])).toEqual([
      [SCALES, "1.0.0", ["METHODS.toml", "a.mthds"]],
    ]);
    const asked: string[] = [];
    const there = cached(packageOf(SCALES, "1.0.0"));
    expect(await installPackage(there, locked, repositoriesOf({}, asked), cacheOf(kept))).toMatchObject({
      state: "present",
    });
    expect([asked, kept.length]).toEqual([[], 1]);
  });

  it("never keeps other files than those that were locked", async () => {
    const kept: FetchedPackage[] = [];
    const locked = { ...(await lockedOf()), hash: `sha256:${"0".repeat(64)}` };
    const moved = await installPackage(diskOf({}), locked, repositoriesOf(world), cacheOf(kept));
    expect(moved).toMatchObject({ state: "refused", problem: { code: "package.hash_mismatch" } });
    const changed = cached({ ...packageOf(SCALES, "1.0.0"), "a.mthds": bundleOf("a", "evil") });
    expect(await installPackage(changed, await lockedOf(), repositoriesOf(world), cacheOf(kept))).toMatchObject({
      state: "refused",
      problem: { code: "package.hash_mismatch", params: { address: SCALES } },
    });
    expect(kept).toEqual([]);
  });

  it("says when the tag or the package is gone", async () => {
    const locked = await lockedOf();
    const install = (gone: World) => installPackage(diskOf({}), locked, repositoriesOf(gone), cacheOf([]));
    expect(await install({})).toMatchObject({ problem: { code: "package.dependency_missing" } });
    expect(await install({ [SCALES]: { "1.0.0": {} } })).toMatchObject({
      problem: { code: "package.identity_mismatch" },
    });
  });
});
