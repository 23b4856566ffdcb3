import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseManifest } from "@perdure/parser/packages";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../run-command.ts";
import { createFakeIo } from "../../testing/fake-io.ts";
import { createFakePackages, type FakeWorld } from "../../testing/fake-packages.ts";
import { createFakePorts } from "../../testing/fake-ports.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

const SCALES = "github.com/example/scales";
const manifest = (name: string, rest = "", version = "1.0.0"): string =>
  `[package]\nname = "${name}"\naddress = "github.com/example/${name}"\nversion = "${version}"\ndescription = "d"\n${rest}`;
const NEEDS = `[dependencies]\nscales = { address = "${SCALES}", version = "^1.0.0" }\n`;
const WEIGHING = `domain = "weighing"
main_pipe = "weigh"
[pipe.weigh]
type = "PipeFunc"
description = "d"
output = "Text"
function_name = "f"
`;
const SHOP = `domain = "shop"
main_pipe = "main"
[pipe.main]
type = "PipeSequence"
description = "d"
output = "Text"
steps = [{ pipe = "scales->weighing.weigh", result = "weight" }]
`;
const scales = (version: string, text = WEIGHING) => ({
  "METHODS.toml": manifest("scales", "", version),
  "weighing.mthds": text,
});
const WORLD: FakeWorld = {
  [SCALES]: { "v1.0.0": scales("1.0.0"), "v1.1.0": scales("1.1.0"), "v2.0.0": scales("2.0.0") },
};
const USER = { "shop/METHODS.toml": manifest("shop", NEEDS), "shop/a.mthds": SHOP };

function setUp(files: Readonly<Record<string, string>>, world: FakeWorld = WORLD) {
  const folder = temporaryFolder({ "home/.keep": "", ...files });
  const cache = join(folder, "home");
  const command = async (...args: readonly string[]) => {
    const packages = createFakePackages(cache, world);
    const io = createFakeIo({ folder });
    const code = await runCommand(["package", ...args], createFakePorts({ ports: { packages } }), io);
    return { code, ...io.written, asked: packages.asked };
  };
  return { folder, cache, command, at: (path: string) => join(folder, path) };
}

describe("package init", () => {
  it("makes a folder of methods a package that can be published", async () => {
    const { command, at } = setUp({ "Weigh-Things/w.mthds": WEIGHING });
    expect(await command("init", "Weigh-Things", "--address", SCALES)).toMatchObject({
      code: 0,
      stdout: "",
      stderr: `Wrote Weigh-Things/METHODS.toml: 'weigh_things' at ${SCALES}.\n`,
    });
    const { ok, manifest: read } = parseManifest({
      path: "",
      text: readFileSync(at("Weigh-Things/METHODS.toml"), "utf8"),
    });
    expect([ok, read]).toMatchObject([
      true,
      {
        name: "weigh_things",
        version: "0.1.0",
        main_pipe: "weigh",
        exports: [{ domain: "weighing", pipes: ["weigh"] }],
      },
    ]);
    expect(await command("validate", "Weigh-Things")).toMatchObject({ code: 0 });
  });

  it("replaces no manifest unasked, and writes none that is wrong", async () => {
    const { command, at } = setUp({ "a/METHODS.toml": "mine", "b/w.mthds": WEIGHING });
    expect(await command("init", "a", "--address", SCALES)).toMatchObject({ code: 2 });
    expect(readFileSync(at("a/METHODS.toml"), "utf8")).toBe("mine");
    expect(await command("init", "a", "--address", SCALES, "--name", "abc", "--force")).toMatchObject({ code: 0 });
    const wrong = await command("init", "b", "--address", "https://github.com/example/scales", "--name", "ab");
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("Did you mean 'github.com/example/scales'?");
    expect(existsSync(at("b/METHODS.toml"))).toBe(false);
    expect((await command("init", "b")).stderr).toContain("--address");
  });
});

describe("package lock", () => {
  it("writes the lowest versions that all allow, the same again, and knows when it is right", async () => {
    const { command, at } = setUp(USER);
    expect(await command("lock", "shop", "--check")).toMatchObject({ code: 1, stdout: `${SCALES} 1.0.0\n` });
    expect(existsSync(at("shop/methods.lock"))).toBe(false);
    expect(await command("lock", "shop")).toMatchObject({
      code: 0,
      stdout: `${SCALES} 1.0.0\n`,
      stderr: "Wrote shop/methods.lock: 1 package.\n",
    });
    const text = readFileSync(at("shop/methods.lock"), "utf8");
    expect(text).toContain(`commit = "${"c".repeat(40)}"`);
    expect(await command("lock", "shop", "--check")).toMatchObject({ code: 0 });
    writeFileSync(at("shop/METHODS.toml"), manifest("shop", NEEDS.replace("^1.0.0", "^1.1.0")));
    expect(await command("lock", "shop", "--check")).toMatchObject({ code: 1 });
    expect(readFileSync(at("shop/methods.lock"), "utf8")).toBe(text);
    writeFileSync(at("shop/METHODS.toml"), manifest("shop"));
    expect(await command("lock", "shop", "--json")).toMatchObject({ code: 0 });
    expect(existsSync(at("shop/methods.lock"))).toBe(false);
  });

  it("says what cannot be resolved, as lines or as one failure", async () => {
    const { command } = setUp({ "METHODS.toml": manifest("shop", NEEDS.replace("^1.0.0", "^3.0.0")) });
    const said = await command("lock");
    expect([said.code, said.stdout]).toEqual([1, ""]);
    expect(said.stderr).toMatch(
      /^METHODS\.toml:7:1 error package\.dependency_unsatisfied .*there are 1\.0\.0, 1\.1\.0, 2\.0\.0/u,
    );
    const json = await command("lock", "--json");
    expect(JSON.parse(json.stderr)).toMatchObject({
      error: { code: "method.invalid", validation_errors: [{ code: "package.dependency_unsatisfied" }] },
    });
    expect(said.asked.at(-1)).toBe("close");
  });

  it("takes a repository from the folder that a person names, and refuses what names none", async () => {
    const { command, folder } = setUp(USER);
    expect((await command("lock", "shop", "--from", `${SCALES}=home`)).asked).toContain(
      `${SCALES} from ${folder}/home`,
    );
    for (const wrong of [`${SCALES}=gone`, `${SCALES}/inside=home`, "home", "=home"]) {
      expect(await command("lock", "shop", "--from", wrong)).toMatchObject({ code: 2, asked: [] });
    }
  });

  it("needs a package", async () => {
    const { command } = setUp({ "a.mthds": SHOP });
    const { code, stderr } = await command("lock");
    expect(code).toBe(2);
    expect(stderr).toContain("perdure package init");
  });
});

describe("package install", () => {
  it("locks where there is no lock, fetches once, and then has all that the package builds on", async () => {
    const { command, at, cache } = setUp(USER);
    expect(await command("install", "shop")).toMatchObject({ code: 0, stdout: `${SCALES} 1.0.0 installed\n` });
    expect(existsSync(join(cache, SCALES, "1.0.0", "weighing.mthds"))).toBe(true);
    expect(existsSync(at("shop/methods.lock"))).toBe(true);
    const again = await command("install", "shop", "--json");
    expect(JSON.parse(again.stdout)).toEqual({ packages: [{ address: SCALES, version: "1.0.0", state: "present" }] });
    expect(again.asked).toEqual(["close"]);
    expect(await command("validate", "shop")).toMatchObject({ code: 0 });
    expect((await command("list", "shop")).stdout).toBe(
      [
        "github.com/example/shop 1.0.0",
        "package                    alias   asked   version  from",
        "github.com/example/scales  scales  ^1.0.0  1.0.0    cache",
        "",
      ].join("\n"),
    );
  });

  it("refuses a tag that was moved, and files that were changed", async () => {
    const { command, cache } = setUp(USER);
    await command("lock", "shop");
    const moved = setUp(
      { ...USER, "shop/methods.lock": "" },
      { [SCALES]: { "v1.0.0": scales("1.0.0", `${WEIGHING}# moved\n`) } },
    );
    writeFileSync(moved.at("shop/methods.lock"), readFileSync(join(cache, "../shop/methods.lock"), "utf8"));
    const refused = await moved.command("install", "shop", "--json");
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stderr)).toMatchObject({
      error: { validation_errors: [{ code: "package.hash_mismatch" }] },
    });
    expect(existsSync(join(moved.cache, "github.com"))).toBe(false);
    await command("install", "shop");
    writeFileSync(join(cache, SCALES, "1.0.0", "weighing.mthds"), `${WEIGHING}# changed\n`);
    expect(await command("install", "shop")).toMatchObject({ code: 1, stdout: `${SCALES} 1.0.0 refused\n` });
    expect((await command("validate", "shop")).stdout).toContain("package.hash_mismatch");
  });

  it("says that a lock does not hold all that the manifest asks for", async () => {
    const { command, at } = setUp(USER);
    await command("install", "shop");
    writeFileSync(
      at("shop/METHODS.toml"),
      manifest("shop", `${NEEDS}more = { address = "github.com/example/more", version = "1" }\n`),
    );
    const { code, stderr } = await command("install", "shop");
    expect(code).toBe(1);
    expect(stderr).toContain("perdure package lock");
  });

  it("fetches nothing for a manifest or lock with errors", async () => {
    const { command } = setUp({ "METHODS.toml": manifest("shop", `${NEEDS}[nothing]\n`) });
    expect(await command("install")).toMatchObject({ code: 1, asked: [] });
  });
});

describe("package list and validate", () => {
  it("list says what is missing, and ends with 1 then", async () => {
    const { command } = setUp(USER);
    const { code, stdout, stderr } = await command("list", "shop");
    expect(code).toBe(1);
    expect(stdout).toContain("missing");
    expect(stderr).toContain("package.dependency_missing");
    expect(JSON.parse((await command("list", "shop", "--json")).stdout)).toEqual({
      name: "shop",
      address: "github.com/example/shop",
      version: "1.0.0",
      packages: [{ address: SCALES, alias: "scales", asked: "^1.0.0", from: "missing" }],
    });
  });

  it("validate holds a package against every rule, with the places of manifest and methods", async () => {
    const { command, at } = setUp({
      "METHODS.toml": manifest("my-shop", `[exports.shop]\npipes = ["gone"]\n`),
      "a.mthds": WEIGHING,
    });
    const { code, stdout } = await command("validate");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^METHODS\.toml:2:8 error manifest\.name_malformed/u);
    writeFileSync(at("METHODS.toml"), manifest("shop", `[exports.shop]\npipes = ["gone"]\n`));
    const json = await command("validate", "--json");
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([1, { is_valid: false }]);
    expect(JSON.parse(json.stderr)).toMatchObject({
      error: { validation_errors: [{ code: "manifest.export_unknown" }] },
    });
  });

  it("refuses bundles that are links", async () => {
    const { command, at } = setUp({ "METHODS.toml": manifest("shop"), "else.txt": WEIGHING });
    symlinkSync(at("else.txt"), at("a.mthds"));
    expect((await command("validate")).stdout).toContain("a.mthds:1:1 error package.link");
  });
});
