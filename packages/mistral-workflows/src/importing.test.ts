import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

// Prints every module that is loaded, in a process of its own.
const listing = (entry: string): string => `
import { registerHooks } from "node:module";
registerHooks({ load: (url, context, next) => { console.log(url); return next(url, context); } });
await import(${JSON.stringify(new URL(entry, import.meta.url).href)});
`;
function modulesOf(entry: string): readonly string[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@perdure/source", "--no-warnings", "--input-type=module", "--eval", listing(entry)],
    { encoding: "utf8", env: {} },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split("\n");
}
const foreign = (modules: readonly string[]): readonly string[] =>
  modules.filter((url) => /@temporalio|@mistralai|\/packages\/temporal\/|\/hosts\/temporal\//u.test(url));

describe("importing the package", { timeout: 30_000 }, () => {
  it.each(["./index.ts", "./rest/index.ts", "./emulated-control-plane/index.ts"])(
    "loads nothing of Temporal's or Mistral's: %s",
    (entry) => {
      const modules = modulesOf(entry);
      expect(modules.length).toBeGreaterThan(5);
      expect(foreign(modules)).toEqual([]);
    },
  );

  it("is checked by a list that would show them", () => {
    expect(foreign(modulesOf("./hosts/temporal/index.ts")).length).toBeGreaterThan(5);
  });
});
