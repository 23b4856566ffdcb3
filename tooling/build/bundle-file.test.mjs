import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundleFile } from "./bundle-file.mjs";

const folder = mkdtempSync(join(tmpdir(), "perdure-bundle-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
write({
  "node_modules/said/package.json": `{ "name": "said", "version": "1.2.3", "type": "module", "exports": "./index.js" }`,
  "node_modules/said/index.js": "export const said = 'hello';",
  "node_modules/said/LICENSE": "Take it.",
  "node_modules/later/package.json": `{ "name": "later", "version": "2.0.0", "exports": "./index.js" }`,
  "node_modules/later/index.js": "console.log('loaded'); exports.later = 'later';",
  "node_modules/later/LICENCE.md": "Take it too.",
  "node_modules/unnamed/package.json": `{ "name": "unnamed", "version": "1.0.0" }`,
  "node_modules/unnamed/index.js": "exports.unnamed = 1;",
});

/** What a module that was bundled prints where nothing but the bundle is. */
function printed(text) {
  write({ "entry.mjs": text });
  bundleFile(join(folder, "entry.mjs"), join(folder, "out/entry.cjs"));
  rmSync(join(folder, "alone"), { recursive: true, force: true });
  write({ "alone/entry.cjs": readFileSync(join(folder, "out/entry.cjs"), "utf8") });
  return spawnSync(process.execPath, [join(folder, "alone/entry.cjs")], { encoding: "utf8" });
}

describe("a file with all that it imports", () => {
  it("runs alone, and runs what is imported on demand when it is asked for", () => {
    const { stdout } = printed(`import { said } from "said";
      import { sep } from "node:path";
      console.log(said, sep.length);
      import("later").then(({ later }) => console.log(later));`);
    expect(stdout).toBe("hello 1\nloaded\nlater\n");
  });

  it("has the licences of what is inside from other hands beside it, and cannot be made without", () => {
    printed(`import "later"; import { said } from "said"; console.log(said);`);
    const licences = readFileSync(join(folder, "out/entry.cjs.LICENSES.txt"), "utf8");
    expect(licences).toMatch(/^later 2\.0\.0\n\nTake it too\.\n\n-+\n\nsaid 1\.2\.3\n\nTake it\.\n$/);
    expect(() => printed(`import "unnamed";`)).toThrow("unnamed is to be bundled and has no licence text");
  });

  it("starts no process, and is not made where a module is missing", () => {
    const { status, stderr } = printed(`import { spawn } from "node:child_process"; spawn("true");`);
    expect([status, stderr]).toEqual([1, expect.stringContaining("This file starts no processes")]);
    expect(() => printed(`import "gone";`)).toThrow("gone");
  });
});
