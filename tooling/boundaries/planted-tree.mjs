import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NARROWER, PACKAGES } from "./allowed-imports.mjs";

const index = (name) => `packages/${name}/src/index.ts`;

/** Each rule of the check, with a file that breaks it and what that file imports. */
export const PLANTED = [
  ...Object.entries(PACKAGES).flatMap(([name, scope]) => breaks(name, `packages/${name}/src`, name, scope)),
  ...Object.entries(NARROWER).flatMap(([folder, scope]) =>
    breaks(folder.replaceAll("/", "-"), `packages/${folder}`, folder.split("/")[0], scope),
  ),
  {
    rule: "workflows-reach-no-activity",
    file: "packages/temporal/src/workflows/calls.ts",
    imports: "../activities/call.ts",
  },
  { rule: "zod-stays-out-of-the-isolate", file: "packages/engine/src/schema.ts", imports: "zod" },
  { rule: "zod-stays-out-of-the-isolate", file: "packages/failures/src/checked.ts", imports: "./schema/index.ts" },
  { rule: "facade-loads-no-command-code", file: "packages/perdure/src/index.ts", imports: "./deep.ts" },
  {
    rule: "another-package-by-its-name-only",
    file: "packages/direct/src/deep.ts",
    imports: "../../engine/src/index.ts",
  },
  { rule: "declared-dependencies-only", file: "packages/store/src/undeclared.ts", imports: "zod" },
  { rule: "resolvable", file: "packages/engine/src/lost.ts", imports: "./nowhere.ts" },
  { rule: "no-cycle", file: "packages/engine/src/cycle-a.ts", imports: "./cycle-b.ts" },
];

/** What the planted files need beside them. */
const SURROUNDINGS = {
  "packages/temporal/src/activities/call.ts": "export const call = 1;\n",
  "packages/failures/src/schema/index.ts": importing("zod"),
  "packages/perdure/src/deep.ts": importing("../../cli/src/index.ts"),
  "packages/engine/src/cycle-b.ts": importing("./cycle-a.ts"),
  "packages/store/package.json": JSON.stringify({ name: "@perdure/store", devDependencies: { zod: "4" } }),
  "node_modules/zod/package.json": JSON.stringify({ name: "zod", version: "4.0.0", exports: "./index.js" }),
  "node_modules/zod/index.js": "export const z = 1;\n",
};

/** Writes a tree of packages into `root` that breaks every rule once. */
export function plantTree(root) {
  const packages = Object.keys(PACKAGES).map((name) => [index(name), "export const one = 1;\n"]);
  const broken = PLANTED.map(({ file, imports }) => [file, importing(imports)]);
  for (const [path, text] of [...packages, ...broken, ...Object.entries(SURROUNDINGS)]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function breaks(name, folder, owner, { imports, everywhere }) {
  const foreign = Object.keys(PACKAGES).find((other) => other !== owner && !imports.includes(other));
  const up = folder
    .split("/")
    .map(() => "..")
    .join("/");
  return [
    {
      rule: `${name}-imports-only-what-it-may`,
      file: `${folder}/foreign.ts`,
      imports: `${up}/${index(foreign)}`,
    },
    ...(everywhere
      ? [{ rule: `${name}-uses-no-node-built-in`, file: `${folder}/built-in.ts`, imports: "node:fs" }]
      : []),
  ];
}

function importing(specifier) {
  return `import * as one from "${specifier}";\nexport const use = (): unknown => one;\n`;
}
