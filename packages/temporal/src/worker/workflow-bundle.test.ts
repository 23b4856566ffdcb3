import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleWorkflows } from "./bundle-workflows.ts";
import { cachedBundle } from "./cached-bundle.ts";
import { sdkVersion, workflowBundle } from "./workflow-bundle.ts";

const workspace = fileURLToPath(new URL("../../../../", import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "perdure-bundle-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function bundleOf(name: string, source: string): Promise<string> {
  const entry = join(folder, `${name}.ts`);
  await writeFile(entry, source);
  return bundleWorkflows({ entry, root: folder, sources: true });
}

/** The modules of our own bundle, and its code without the source map. */
async function ourBundle(): Promise<{ readonly sources: readonly string[]; readonly code: string }> {
  const option = await workflowBundle();
  const code = await readFile("codePath" in option ? option.codePath : "", "utf8");
  const map = Buffer.from(code.slice(code.lastIndexOf("base64,") + 7).trim(), "base64").toString("utf8");
  const { sources } = JSON.parse(map) as { sources: string[] };
  return { sources, code: code.slice(0, code.lastIndexOf("//# sourceMappingURL")) };
}

describe("the workflow bundle", { timeout: 60_000 }, () => {
  it("holds the run and none of what must stay outside of the isolate", async () => {
    const { sources } = await ourBundle();
    expect(sources).toContain("packages/temporal/src/workflows/perdure-run.ts");
    expect(
      sources.filter((source) =>
        /node_modules\/.*(?:zod|toml|ai-sdk)|packages\/parser\/|temporal\/src\/(?:client|worker|activities)/u.test(
          source,
        ),
      ),
    ).toEqual([]);
  });

  it("names no folder of the machine that built it", async () => {
    const { sources, code } = await ourBundle();
    expect(sources.filter((source) => source.startsWith("/"))).toEqual([]);
    expect(code).not.toContain(workspace);
  });

  it("is kept for its owner alone, and neither kept nor looked for where others can write", async () => {
    const place = await mkdtemp(join(folder, "place-"));
    const options = { root: join(workspace, "packages/temporal"), sources: true, sdk: sdkVersion(), place };
    const kept = await cachedBundle(options);
    const file = "codePath" in kept ? kept.codePath : "";
    expect(await readdir(place)).toEqual([basename(file)]);
    await writeFile(file, "planted");
    expect(await cachedBundle(options)).toEqual(kept);
    await chmod(place, 0o777);
    const made = await cachedBundle(options);
    expect("code" in made && made.code).toContain("perdureRun");
  });

  it("refuses a workflow that reaches a Node built-in", async () => {
    const planted = bundleOf("planted", 'import { readFileSync } from "node:fs";\nexport const run = readFileSync;\n');
    await expect(planted).rejects.toThrow(/fs/u);
  });
});
