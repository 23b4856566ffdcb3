import { expect, it } from "vitest";
import { undeclaredTypeImports } from "./undeclared-type-imports.mjs";

const manifest = { name: "@perdure/x", dependencies: { zod: "4" }, peerDependencies: { "@temporalio/client": "1" } };
const names = (text) => undeclaredTypeImports(manifest, [{ path: "index.d.ts", text }]).map(({ name }) => name);

it("finds a package that the types name and the manifest does not", () => {
  expect(names('import { A } from "undeclared/deep";')).toEqual(["undeclared"]);
  expect(names('export type B = import("@scope/undeclared").B;')).toEqual(["@scope/undeclared"]);
});

it("lets declared packages, the package itself, built-ins and relative files through", () => {
  expect(
    names(`import { z } from "zod";
import { C } from '@temporalio/client';
import { D } from "@perdure/x";
import { E } from "node:fs";
export { F } from "./f.js";
type G = { kind: "from"; path: string } | { kind: "import" };`),
  ).toEqual([]);
});
