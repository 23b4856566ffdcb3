import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PACKAGES } from "./allowed-imports.mjs";
import { findViolations } from "./check-boundaries.mjs";
import { PLANTED, plantTree } from "./planted-tree.mjs";
import { forbiddenImports } from "./rules.mjs";

const repository = fileURLToPath(new URL("../../", import.meta.url));
let root;
let planted;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "perdure-boundaries-"));
  plantTree(root);
  planted = await findViolations(root, PLANTED.length);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the boundaries check", () => {
  it.each(PLANTED)("catches $file with $imports: $rule", ({ rule, file }) => {
    expect(planted.filter(({ from }) => from === file).map((violation) => violation.rule)).toContain(rule);
  });

  it("lets the schemas of failures use zod, and nothing else of failures", () => {
    const found = planted.filter(({ rule }) => rule === "zod-stays-out-of-the-isolate").map(({ from }) => from);
    expect(found.filter((from) => from.startsWith("packages/failures/"))).toEqual(["packages/failures/src/checked.ts"]);
  });

  it("has a row for every package", () => {
    expect(Object.keys(PACKAGES).toSorted()).toEqual(readdirSync(join(repository, "packages")).toSorted());
  });

  it("has no rule without a planted violation", () => {
    const names = forbiddenImports().map(({ name }) => name);
    expect(PLANTED.map(({ rule }) => rule)).toEqual(expect.arrayContaining(names));
  });

  it("keeps the command from every backend, and everything below the facade from the command", () => {
    expect(PACKAGES.cli.imports).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/direct|journal|temporal/u)]),
    );
    const importers = Object.keys(PACKAGES).filter((name) => PACKAGES[name].imports.includes("cli"));
    expect(importers).toEqual(["perdure"]);
  });

  it("refuses to judge a tree of which it sees too little", async () => {
    await expect(findViolations(root, 1000)).rejects.toThrow(/modules were cruised/u);
  });

  it("sees imports by package name: with engine allowed nothing, engine breaks its rule", async () => {
    const strict = { ...PACKAGES, engine: { imports: [], everywhere: true } };
    const rules = (await findViolations(repository, 1, strict)).map(({ rule }) => rule);
    expect(rules).toContain("engine-imports-only-what-it-may");
  });
});
