import { createTarGzip } from "nanotar";
import { expect, it } from "vitest";
import { packageProblems } from "./package-problems.mjs";

const MANIFEST = {
  name: "@perdure/planted",
  version: "1.0.0",
  description: "A package for tests.",
  license: "Apache-2.0",
  repository: { type: "git", url: "git+https://github.com/perdure/perdure.git" },
  type: "module",
  sideEffects: false,
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./package.json": "./package.json" },
  engines: { node: ">=22.18" },
};
const FILES = {
  "README.md": "# Planted\n",
  LICENSE: "Apache License\n",
  "dist/index.js": "export const one = 1;\n",
  "dist/index.d.ts": "export declare const one: number;\n",
};

async function codes({ manifest = {}, files = {} } = {}, bundling) {
  const all = { ...FILES, "package.json": JSON.stringify({ ...MANIFEST, ...manifest }), ...files };
  const entries = Object.entries(all).filter(([, data]) => data !== undefined);
  const tarball = await createTarGzip(entries.map(([name, data]) => ({ name: `package/${name}`, data })));
  return (await packageProblems(tarball, bundling)).map(({ code }) => code);
}

it("finds nothing wrong with a sound package", async () => {
  expect(await codes()).toEqual([]);
});

it.each([
  ["an entry that is not packed", { files: { "dist/index.js": undefined } }, "publint.FILE_DOES_NOT_EXIST"],
  [
    "types that come after the code",
    { manifest: { exports: { ".": { default: "./dist/index.js", types: "./dist/index.d.ts" } } } },
    "publint.EXPORTS_TYPES_SHOULD_BE_FIRST",
  ],
  [
    "types that are CommonJS",
    {
      manifest: { exports: { ".": { types: "./dist/index.d.cts", default: "./dist/index.js" } } },
      files: { "dist/index.d.cts": FILES["dist/index.d.ts"] },
    },
    "attw.FalseCJS",
  ],
  [
    "types that name a file that is not packed",
    { files: { "dist/index.d.ts": 'export { one } from "./one.js";\n' } },
    "attw.InternalResolutionError",
  ],
  [
    "an entry without types",
    {
      manifest: { exports: { ".": "./dist/index.js", "./two": "./dist/two.js" } },
      files: { "dist/two.js": "export {};" },
    },
    "attw.UntypedResolution",
  ],
  [
    "types that name a package that is no dependency",
    { files: { "dist/index.d.ts": 'import type { A } from "undeclared";\nexport declare const one: A;\n' } },
    "types.undeclared",
  ],
  ["a missing README", { files: { "README.md": undefined } }, "files.missing"],
  ["a test that is packed", { files: { "dist/one.test.js": "export {};\n" } }, "files.unwanted"],
  ["a range that only a workspace knows", { manifest: { dependencies: { one: "workspace:^" } } }, "manifest.range"],
  ["another licence", { manifest: { license: "MIT" } }, "manifest.license"],
  ["no word on the Node that it needs", { manifest: { engines: undefined } }, "manifest.engines"],
])("catches %s", async (_, planted, code) => {
  expect(await codes(planted)).toContainEqual(expect.stringMatching(code));
});

it("bundles what is to run everywhere, and measures each entry with all that it imports", async () => {
  const sizes = [];
  const files = {
    "dist/index.js": 'export { many } from "./chunk.js";\n',
    "dist/chunk.js": `export const many = ${JSON.stringify(words(300))};\n`,
  };
  const found = await codes({ files }, { everywhere: true, budgets: { ".": 2000 }, tell: (size) => sizes.push(size) });
  expect(found).toEqual([]);
  expect(sizes).toEqual([expect.stringMatching(/^@perdure\/planted \.: 1\d{3} of 2000 bytes$/u)]);
});

it.each([
  ["a built-in by its name alone", 'export { readFileSync as one } from "fs";'],
  ["a built-in", 'export { readFileSync as one } from "node:fs";'],
  ["a built-in that is loaded when it is needed", 'export const one = () => import("node:fs");'],
  ["a built-in behind another file", 'export * from "./chunk.js";'],
])("catches %s in a package that is to run everywhere, and only there", async (_, text) => {
  const files = { "dist/index.js": text, "dist/chunk.js": 'export * from "node:path";' };
  expect(await codes({ files }, { everywhere: true })).toEqual(["bundle.failed"]);
  expect(await codes({ files })).toEqual([]);
});

it("catches an entry that takes more than its budget, by a byte", async () => {
  const sizes = [];
  await codes({}, { budgets: { ".": 1000 }, tell: (size) => sizes.push(Number(/: (\d+) of/u.exec(size)[1])) });
  expect(await codes({}, { budgets: { ".": sizes[0] } })).toEqual([]);
  expect(await codes({}, { budgets: { ".": sizes[0] - 1 } })).toEqual(["bundle.size"]);
});

it("catches a budget of an entry that is not there", async () => {
  expect(await codes({}, { budgets: { "./gone": 1000 } })).toEqual(["bundle.failed"]);
});

/** Text that cannot be made smaller by much. */
function words(count) {
  return Array.from({ length: count }, (_, index) => (((index + 1) * 2_654_435_761) % 4_294_967_296).toString(36)).join(
    "",
  );
}
