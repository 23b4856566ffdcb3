import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { currentReports, staleReports, writeReports } from "./package-reports.mjs";

let folder;
const write = (name, text) => writeFileSync(join(folder, name), text);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "perdure-planted-"));
  mkdirSync(join(folder, "dist"));
  const exports = { ".": { types: "./dist/index.d.ts" }, "./two": { types: "./dist/two.d.ts" }, "./package.json": "" };
  write("package.json", JSON.stringify({ name: "planted", version: "1.0.0", exports }));
  write(
    "dist/index.d.ts",
    "/** One. */\nexport declare function one(of: string): Hidden;\ninterface Hidden { a: 1 }\n",
  );
  write("dist/two.d.ts", "export declare const two: 2;\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("makes a report of each entry, with what its signatures name", () => {
  const reports = currentReports(folder);
  expect(Object.keys(reports)).toEqual(["index.api.md", "two.api.md"]);
  expect(reports["index.api.md"]).toMatch(/function one\(of: string\): Hidden;/u);
  expect(reports["index.api.md"]).toMatch(/interface Hidden/u);
});

it("has nothing to say once the reports are written", () => {
  writeReports(folder);
  expect(staleReports(folder)).toEqual([]);
});

it.each([
  ["a missing report", () => rmSync(join(folder, "api/two.api.md")), "two.api.md"],
  ["a report of an entry that is gone", () => write("api/three.api.md", ""), "three.api.md"],
  [
    "another parameter",
    () => write("dist/index.d.ts", "export declare function one(of: number): 1;\n"),
    "index.api.md",
  ],
  ["an export that is gone", () => write("dist/two.d.ts", "export {};\n"), "two.api.md"],
  [
    "another type behind a signature",
    () =>
      write(
        "dist/index.d.ts",
        "/** One. */\nexport declare function one(of: string): Hidden;\ninterface Hidden { a: 2 }\n",
      ),
    "index.api.md",
  ],
])("catches %s", (_, change, name) => {
  writeReports(folder);
  change();
  expect(staleReports(folder)).toEqual([name]);
});
