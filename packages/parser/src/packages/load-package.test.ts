import { describe, expect, it } from "vitest";
import { bundleOf, callerOf, diskOf, manifestOf } from "../__fixtures__/package-disk.ts";
import { parseMethod } from "../parse-method.ts";
import { hashPackage } from "./hash-package.ts";
import { loadMentioned, loadPackage } from "./load-package.ts";
import { renderLock } from "./write-lock.ts";

const SHOP = "github.com/example/shop";
const SCALES = "github.com/example/scales";
const TOOLS = "github.com/example/library/tools";
const EXPORTS = `[exports.weighing]\npipes = ["weigh"]\n`;
const WEIGHING = bundleOf("weighing", "weigh", "calibrate");
const needs = (...dependencies: readonly string[]): string => `[dependencies]\n${dependencies.join("\n")}\n`;
const scales = (version = "^1.0.0", more = ""): string =>
  `scales = { address = "${SCALES}", version = "${version}"${more} }`;
const FRONT = callerOf("shop", "scales->weighing.weigh");

type Texts = Readonly<Record<string, string>>;

const load = async (texts: Texts, files = diskOf(texts)) => {
  const loaded = await loadPackage(files, "/shop", { cache: "/home/packages" });
  const method = parseMethod(loaded.files, loaded.options);
  const said = method.diagnostics.map(({ code, file, start }) => `${code} ${file}:${start.line}`);
  return { loaded, method, said, from: loaded.dependencies.map(({ address, from }) => `${address} ${from}`) };
};
const hashOf = (texts: Texts): string =>
  hashPackage(Object.entries(texts).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })));
const below = (folder: string, texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [`${folder}/${path}`, text]));
const lockOf = (texts: Texts, address = SCALES, version = "1.2.0"): string =>
  renderLock([{ address, version, hash: hashOf(texts), source: "https://github.com/example/scales.git" }]);

const PACKAGE: Texts = {
  "METHODS.toml": manifestOf("scales", SCALES, EXPORTS, "1.2.0"),
  "weighing.mthds": WEIGHING,
  "README.md": "Scales",
};
const CACHED = below(`home/packages/${SCALES}/1.2.0`, PACKAGE);
const USER: Texts = {
  "shop/METHODS.toml": manifestOf("shop", SHOP, needs(scales())),
  "shop/front.mthds": FRONT,
};

describe("loading a package", () => {
  it("takes a dependency from its path, from the project, and from the cache as it was locked", async () => {
    const byPath = await load({
      ...USER,
      "shop/METHODS.toml": manifestOf("shop", SHOP, needs(scales("1.2.0", `, path = "../scales"`))),
      ...below("scales", PACKAGE),
      ...CACHED,
    });
    expect([byPath.said, byPath.from]).toEqual([[], [`${SCALES} path`]]);
    const inProject = await load({ ...USER, ...below("shop/.mthds/methods/any_name", PACKAGE) });
    expect([inProject.said, inProject.from]).toEqual([[], [`${SCALES} project`]]);
    const above = await load({ ...USER, ...below(".mthds/methods/any_name", PACKAGE) });
    expect([above.said, above.from]).toEqual([[], [`${SCALES} project`]]);
    const cached = await load({ ...USER, ...CACHED, "shop/methods.lock": lockOf(PACKAGE) });
    expect([cached.said, cached.from]).toEqual([[], [`${SCALES} cache`]]);
    for (const { method } of [byPath, inProject, above, cached]) expect(method.is_runnable).toBe(true);
  });

  it("says at its alias that a dependency is not locked, not installed or not there", async () => {
    expect((await load(USER)).said[0]).toBe("package.dependency_missing /shop/METHODS.toml:7");
    expect((await load({ ...USER, ...CACHED })).said[0]).toBe("package.dependency_missing /shop/METHODS.toml:7");
    expect((await load({ ...USER, "shop/methods.lock": lockOf(PACKAGE) })).said[0]).toBe(
      "package.dependency_missing /shop/METHODS.toml:7",
    );
    const gone = manifestOf("shop", SHOP, needs(scales("1", `, path = "../gone"`)));
    expect((await load({ ...USER, "shop/METHODS.toml": gone })).said[0]).toBe(
      "package.dependency_unusable /shop/METHODS.toml:7",
    );
    const above = manifestOf("shop", SHOP, needs(scales("1", `, path = "../../../gone"`)));
    expect((await load({ ...USER, "shop/METHODS.toml": above })).said[0]).toBe(
      "package.dependency_missing /shop/METHODS.toml:7",
    );
  });

  it("refuses files that are not those that were locked, wherever they are", async () => {
    const lock = { "shop/methods.lock": lockOf({ ...PACKAGE, "README.md": "Other scales" }) };
    for (const where of [CACHED, below("shop/.mthds/methods/scales", PACKAGE)]) {
      const { said, from, loaded } = await load({ ...USER, ...where, ...lock });
      expect([said[0], from]).toEqual(["package.hash_mismatch /shop/METHODS.toml:7", []]);
      expect(loaded.options.found[0]?.params).toMatchObject({ address: SCALES, found: hashOf(PACKAGE) });
    }
  });

  it("refuses a fetched package with a link in it", async () => {
    const link = { path: `shop/.mthds/methods/scales/docs`, bytes: new Uint8Array(), kind: "link" } as const;
    const { said, loaded } = await load({}, diskOf({ ...USER, ...below("shop/.mthds/methods/scales", PACKAGE) }, link));
    expect(said[0]).toBe("package.dependency_unusable /shop/METHODS.toml:7");
    expect(loaded.options.found[0]?.params).toMatchObject({ problem: "package.link" });
  });

  it("refuses a package that is somebody else, has no manifest, or one with errors", async () => {
    const at = (texts: Texts): Texts => ({
      ...USER,
      "shop/METHODS.toml": manifestOf("shop", SHOP, needs(scales("1", `, path = "./in/scales"`))),
      ...below("shop/in/scales", texts),
    });
    const other = { ...PACKAGE, "METHODS.toml": manifestOf("scales", `${SCALES}-two`, EXPORTS) };
    expect((await load(at(other))).said[0]).toBe("package.identity_mismatch /shop/METHODS.toml:7");
    expect((await load(at({ "x.mthds": WEIGHING }))).said[0]).toBe("package.identity_mismatch /shop/METHODS.toml:7");
    const broken = { ...PACKAGE, "METHODS.toml": manifestOf("scales", SCALES, "", "one") };
    expect((await load(at(broken))).said[0]).toBe("package.dependency_unusable /shop/METHODS.toml:7");
  });

  it("finds a package of a library by its address and name, and says when several may be meant", async () => {
    const library = (name: string): Texts => ({
      "METHODS.toml": manifestOf(name, "github.com/example/library", EXPORTS),
      "weighing.mthds": WEIGHING,
    });
    const project = {
      ...below("shop/.mthds/methods/a", library("tools")),
      ...below("shop/.mthds/methods/b", library("toys")),
    };
    const user = (address: string): Texts => ({
      "shop/METHODS.toml": manifestOf("shop", SHOP, needs(`tools = { address = "${address}", version = "1" }`)),
      "shop/front.mthds": callerOf("shop", "tools->weighing.weigh"),
      ...project,
    });
    const found = await load(user(TOOLS));
    expect([found.said, Object.keys(found.method.crate?.pipes ?? {})]).toEqual([
      [],
      ["shop.main", `${TOOLS}::weighing.weigh`, `${TOOLS}::weighing.calibrate`],
    ]);
    expect((await load(user("github.com/example/library"))).said[0]).toBe("package.ambiguous /shop/METHODS.toml:7");
  });

  it("holds every constraint against the version that is there", async () => {
    const wrong = { ...USER, "shop/METHODS.toml": manifestOf("shop", SHOP, needs(scales("^2.0.0"))) };
    expect((await load({ ...wrong, ...below("shop/.mthds/methods/s", PACKAGE) })).said).toEqual([
      "package.dependency_unsatisfied /shop/METHODS.toml:7",
    ]);
  });

  it("goes on to what a dependency builds on, and takes no path from it", async () => {
    const deep = {
      "METHODS.toml": manifestOf("springs", TOOLS, `[exports.spring]\npipes = ["pull"]\n`),
      "s.mthds": bundleOf("spring", "pull"),
    };
    const needing = (path: string): Texts => ({
      "METHODS.toml": manifestOf(
        "scales",
        SCALES,
        `${EXPORTS}${needs(`springs = { address = "${TOOLS}", version = "^1.0.0"${path} }`)}`,
        "1.2.0",
      ),
      "weighing.mthds": callerOf("weighing", "springs->spring.pull")
        .replace("[pipe.main]", "[pipe.weigh]")
        .replace('"main"', '"weigh"'),
    });
    const project = (path: string): Texts => ({
      ...USER,
      ...below("shop/.mthds/methods/scales", needing(path)),
      ...below("shop/.mthds/methods/springs", deep),
    });
    const { said, from } = await load(project(""));
    expect([said, from]).toEqual([[], [`${SCALES} project`, `${TOOLS} project`]]);
    expect((await load(project(`, path = "/etc"`))).said[0]).toBe("package.dependency_unusable /shop/METHODS.toml:7");
    expect((await load(project(`, path = "../nowhere"`))).said).toEqual([]);
    const without = { ...USER, ...below("shop/.mthds/methods/scales", needing("")) };
    expect((await load(without)).said).toContain(
      "package.dependency_missing /shop/.mthds/methods/scales/METHODS.toml:9",
    );
  });

  it("refuses packages that need one another and names them", async () => {
    const back = {
      "METHODS.toml": manifestOf(
        "scales",
        SCALES,
        `${EXPORTS}${needs(`shop = { address = "${SHOP}", version = "1" }`)}`,
      ),
      "weighing.mthds": WEIGHING,
    };
    const { said, loaded } = await load({ ...USER, ...below("shop/.mthds/methods/scales", back) });
    expect(said).toEqual(["package.dependency_cycle /shop/METHODS.toml:7"]);
    expect(loaded.options.found[0]?.params).toEqual({ cycle: `${SCALES} → ${SHOP} → ${SCALES}` });
  });

  it("does not need a dependency to be declared where it is named by its address", async () => {
    const user = {
      "shop/METHODS.toml": manifestOf("shop", SHOP),
      "shop/front.mthds": callerOf("shop", `${SCALES}->weighing.weigh`),
    };
    expect((await load({ ...user, ...below("shop/.mthds/methods/s", PACKAGE) })).said).toEqual([]);
    expect((await load({ ...user, ...CACHED })).said).toEqual([]);
    const missing = await load(user);
    expect([missing.method.ok, missing.said]).toEqual([true, ["pipe.not_checked /shop/front.mthds:7"]]);
  });

  it("reports the faults of the manifest and the lock with those of the bundles, and says nothing of packages then", async () => {
    const broken = await load({
      ...USER,
      "shop/METHODS.toml": manifestOf("shop", SHOP, `${needs(scales())}[nothing]\n`),
    });
    expect(broken.said).toEqual(["manifest.unknown_key /shop/METHODS.toml:8", "pipe.not_checked /shop/front.mthds:7"]);
    const lock = await load({ ...USER, ...CACHED, "shop/methods.lock": `["${SCALES}"]\nversion = "1"\n` });
    expect(lock.said.filter((line) => line.startsWith("package"))).toEqual([]);
    expect(lock.method.ok).toBe(false);
  });
});

describe("loading what methods without a manifest mention", () => {
  it("finds packages by address in the project, and lets others be", async () => {
    const files = diskOf(below("shop/.mthds/methods/s", PACKAGE));
    const bundles = [
      { path: "a.mthds", text: callerOf("shop", `${SCALES}->weighing.weigh`, "github.com/nobody/here->x.y", "z->x.y") },
    ];
    const loaded = await loadMentioned(files, "/shop/deep", bundles);
    const { ok, diagnostics, crate } = parseMethod(loaded.files, loaded.options);
    expect([ok, diagnostics.map(({ code }) => code)]).toEqual([true, ["pipe.not_checked", "pipe.not_checked"]]);
    expect(Object.keys(crate?.pipes ?? {})).toContain(`${SCALES}::weighing.weigh`);
    const private_pipe = [{ path: "a.mthds", text: callerOf("shop", `${SCALES}->weighing.calibrate`) }];
    const refused = await loadMentioned(files, "/shop/deep", private_pipe);
    expect(parseMethod(refused.files, refused.options).diagnostics.map(({ code }) => code)).toEqual([
      "pipe.not_exported",
    ]);
  });
});
