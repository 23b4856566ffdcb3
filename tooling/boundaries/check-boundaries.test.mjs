import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { PACKAGES } from "./allowed-imports.mjs";
import { findViolations } from "./check-boundaries.mjs";

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
const planted = await findViolations(folder("./__fixtures__/planted/"), 1);
const rulesBrokenBy = (file) => planted.filter(({ from }) => from.endsWith(file)).map(({ rule }) => rule);

describe("the boundaries check", () => {
  it.each([
    ["failures/src/report.ts", "failures-imports-only-what-it-may"],
    ["failures/src/report.ts", "another-package-by-its-name-only"],
    ["engine/src/interpret.ts", "engine-uses-no-node-built-in"],
    ["engine/src/cycle-a.ts", "no-cycle"],
    ["engine/src/lost.ts", "resolvable"],
    ["temporal/src/workflows/index.ts", "workflows-reach-no-activity"],
    ["temporal/src/client/index.ts", "temporal-src-client-imports-only-what-it-may"],
    ["perdure/src/index.ts", "facade-loads-no-command-code"],
  ])("catches what is planted in %s: %s", (file, rule) => {
    expect(rulesBrokenBy(file)).toContain(rule);
  });

  it("refuses to judge a tree of which it sees too little", async () => {
    await expect(findViolations(folder("./__fixtures__/planted/"), 1000)).rejects.toThrow(/modules were cruised/u);
  });

  it("sees imports by package name: with engine allowed nothing, engine breaks its rule", async () => {
    const strict = { ...PACKAGES, engine: { imports: [], everywhere: true } };
    const rules = (await findViolations(folder("../../"), 1, strict)).map(({ rule }) => rule);
    expect(rules).toContain("engine-imports-only-what-it-may");
  });
});
