import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { bundleSources, sourcesOf } from "./bundle-sources.mjs";
import { createIsolate } from "./isolate-context.mjs";
import { ISOLATED_PACKAGES, isolateProject, OUTSIDE } from "./isolate-project.mjs";

const planted = fileURLToPath(new URL("../__fixtures__/planted/", import.meta.url));
const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The results of the planted package's tests, on the host and inside. */
function plantedResults() {
  const program = fileURLToPath(new URL("vitest.mjs", import.meta.resolve("vitest/package.json")));
  const folder = mkdtempSync(join(tmpdir(), "perdure-planted-"));
  try {
    const file = join(folder, "results.json");
    const args = ["run", "--config", `${planted}vitest.config.ts`, "--reporter=json", `--outputFile.json=${file}`];
    spawnSync(process.execPath, [program, ...args], { stdio: "ignore" });
    return JSON.parse(readFileSync(file, "utf8")).testResults.flatMap(({ assertionResults }) => assertionResults);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("a package run inside a workflow's context", () => {
  test("fails each test that needs what only a host has, and only there", () => {
    const results = plantedResults();
    const failed = results.filter(({ status }) => status === "failed");
    expect(results).toHaveLength(14);
    expect(failed.map(({ title }) => title).sort()).toEqual([
      "needs a clock",
      "needs a compiler",
      "needs a process",
      "needs a timer",
      "needs chance",
      "needs structuredClone",
    ]);
    expect(failed.flatMap(({ failureMessages }) => failureMessages).join("\n")).toContain(
      "structuredClone is not defined",
    );
  });

  test("has the globals of a Temporal workflow and no more", () => {
    const { globals } = Object.values(createIsolate(bundleSources([`${planted}globals.ts`])))[0];
    const beside = globals.filter((name) => !/^[A-Z]|^(?:is|parse|decode|encode|escape|unescape|eval)/u.test(name));
    expect(beside.sort()).toEqual(["assert", "console", "globalThis", "undefined"]);
    const classes = ["AbortController", "AsyncLocalStorage", "TextDecoder", "TextEncoder", "URL", "URLSearchParams"];
    expect(globals).toEqual(expect.arrayContaining(classes));
    for (const name of ["AbortSignal", "Buffer", "Event", "Intl", "WeakRef", "Worker"])
      expect(globals).not.toContain(name);
  });

  test("is each source of the packages that a workflow bundles, and no test of theirs", () => {
    for (const name of ISOLATED_PACKAGES) {
      const sources = sourcesOf(`${root}packages/${name}/src`);
      expect(sources).toContain(`${root}packages/${name}/src/index.ts`);
      expect(sources.filter((file) => file.includes(".test.") || file.includes("test-support"))).toEqual([]);
    }
  });

  test("is not what no workflow loads, nor its tests", () => {
    const folder = "packages/failures/src";
    const kept = sourcesOf(`${root}${folder}`, OUTSIDE.failures);
    const left = sourcesOf(`${root}${folder}`).filter((file) => !kept.includes(file));
    expect(new Set(left.map((file) => file.slice(`${root}${folder}/`.length).split("/")[0]))).toEqual(
      new Set(OUTSIDE.failures),
    );
    const { test } = isolateProject("failures-isolate", root, folder, { outside: OUTSIDE.failures });
    expect(test.include).toEqual([`${folder}/**/*.test.ts`, `!${folder}/interop/**`, `!${folder}/schema/**`]);
  });
});
