import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();

// Prints every module that is loaded, in a process of its own.
const LIST_MODULES = `
import { registerHooks } from "node:module";
registerHooks({
  load: (url, context, next) => { console.log(url); return next(url, context); },
});
`;
const modulesOf = (...imported: readonly URL[]): readonly string[] => {
  const place = folder();
  writeFileSync(join(place, "list.mjs"), LIST_MODULES);
  writeFileSync(join(place, "entry.mjs"), imported.map(({ href }) => `import ${JSON.stringify(href)};`).join("\n"));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--conditions=@perdure/source", "--no-warnings", "--import", join(place, "list.mjs"), join(place, "entry.mjs")],
    { encoding: "utf8", env: {} },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split("\n");
};
const COMMAND = ["/packages/cli/", "/command/", "/commander/"];
const HEAVY = [
  "/ai/",
  "/@ai-sdk/",
  "/unpdf/",
  "/@napi-rs/canvas/",
  "/undici/",
  "/ajv/",
  "/packages/emulator/",
  "/packages/temporal/",
  "/@temporalio/",
  "node:sqlite",
];
const found = (modules: readonly string[], unwanted: readonly string[]): readonly string[] =>
  modules.filter((url) => unwanted.some((part) => url.includes(part)));

describe("importing the library", { timeout: 30_000 }, () => {
  it("loads no command, no provider, no document library, no server and no database", () => {
    const modules = modulesOf(new URL("./index.ts", import.meta.url));
    expect(found(modules, ["/packages/perdure/src/create-perdure.ts", "/packages/operators/"]).length).toBeGreaterThan(
      1,
    );
    expect(found(modules, [...COMMAND, ...HEAVY])).toEqual([]);
  });

  it("is checked by a list that would show them", () => {
    const place = folder();
    mkdirSync(join(place, "node_modules", "commander"), { recursive: true });
    writeFileSync(join(place, "node_modules", "commander", "index.mjs"), "");
    const planted = pathToFileURL(join(place, "node_modules", "commander", "index.mjs"));
    const modules = modulesOf(new URL("./command.ts", import.meta.url), planted);
    expect(found(modules, ["/packages/cli/"]).length).toBeGreaterThan(1);
    expect(found(modules, ["/commander/"])).toContain(planted.href);
    expect(found(modules, HEAVY)).toEqual([]);
  });
});

describe("the bin", () => {
  const bin = fileURLToPath(new URL("../bin/perdure.js", import.meta.url));
  const runOn = (version: string) => {
    const place = folder();
    const versions = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`;
    writeFileSync(join(place, "node.cjs"), versions);
    // It must end before it imports anything: here there is nothing that it could.
    const copy = join(place, "bin", "perdure.js");
    mkdirSync(join(place, "bin"));
    writeFileSync(join(place, "package.json"), '{ "type": "module" }');
    writeFileSync(copy, readFileSync(bin, "utf8"));
    return spawnSync(process.execPath, ["--require", join(place, "node.cjs"), copy, "--version"], {
      encoding: "utf8",
      env: {},
    });
  };

  it.each(["12.22.12", "20.20.2", "22.17.1"])(
    "says on Node %s which one it needs, before it imports anything",
    (version) => {
      const { status, stdout, stderr } = runOn(version);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toBe(`perdure needs Node 22.18 or newer; this is Node ${version}.\n`);
    },
  );

  it.each(["22.18.0", "23.0.0", "24.0.0"])("goes on to its command on Node %s", (version) => {
    const { status, stderr } = runOn(version);
    expect([status, stderr]).toEqual([2, expect.stringContaining("perdure cannot start")]);
  });
});
