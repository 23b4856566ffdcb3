import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "perdure-cold-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, "m.mthds"), 'domain = "test"\n');
// Names every package whose code is loaded, on the last line of stderr.
const hooks = join(folder, "hooks.mjs");
writeFileSync(
  hooks,
  `import { registerHooks } from "node:module";
import { writeSync } from "node:fs";
const loaded = new Set();
registerHooks({
  load(url, context, next) {
    const name = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url)?.[1] ?? /\\/(packages\\/[^/]+)\\//.exec(url)?.[1];
    if (name !== undefined) loaded.add(name);
    return next(url, context);
  },
});
process.on("exit", () => writeSync(2, "\\n" + JSON.stringify([...loaded])));`,
);
const main = JSON.stringify(new URL("../command.ts", import.meta.url).href);

/** The packages that a command line loads, run from source as a process of its own. */
async function loadedBy(...args: readonly string[]): Promise<readonly string[]> {
  const start = `import { main } from ${main}; process.exit(await main(${JSON.stringify(args)}));`;
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@perdure/source", "--import", hooks, "--input-type=module", "-e", start],
    { cwd: folder, env: { HOME: folder, PATH: process.env["PATH"] } },
  );
  return JSON.parse(stderr.slice(stderr.lastIndexOf("\n") + 1)) as readonly string[];
}

const RUNTIME = ["packages/operators", "packages/direct", "packages/store", "packages/emulator"];
const HEAVY = /^(?:ai|@ai-sdk\/.*|@temporalio\/.*|packages\/temporal|unpdf|@napi-rs\/.*|undici|zod|ajv|log-update)$/;

describe("a cold start", () => {
  it.each([
    [["--version"]],
    [["--help"]],
    [["run", "--help"]],
    [["validate", "m.mthds"]],
    [["format", "m.mthds"]],
    [["fix", "m.mthds"]],
  ])("of %j loads no runtime at all", async (args) => {
    const loaded = await loadedBy(...args);
    expect(loaded).toContain("packages/cli");
    expect(loaded.filter((name) => RUNTIME.includes(name) || HEAVY.test(name))).toEqual([]);
  });

  it.each([[["models"]], [["runs"]], [["emulator", "status"]]])(
    "of %j loads no provider, document, server or drawing library",
    async (args) => {
      const loaded = await loadedBy(...args);
      expect(loaded).toContain("packages/cli");
      expect(loaded.filter((name) => HEAVY.test(name))).toEqual([]);
    },
  );

  it("is seen to load what a run needs", async () => {
    const loaded = await loadedBy("models");
    expect(loaded).toContain("packages/operators");
  });
});
