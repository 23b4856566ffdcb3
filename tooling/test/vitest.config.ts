import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ISOLATED_PACKAGES, isolateProject, OUTSIDE } from "./isolate/isolate-project.mjs";

// Tests run from source, so that no build stands between an edit and its test.
const conditions = ["@perdure/source"];
const root = fileURLToPath(new URL("../../", import.meta.url));
/** The packages that isolated ones import: one copy of each is inside. */
const BESIDE = ["crate", "templates", "failures", "engine"].map((name) => `packages/${name}/src/index.ts`);

const project = (name: string, folder: string) => ({
  extends: true as const,
  test: {
    name,
    root,
    // Not under `exclude`: a list of the configuration takes the place of what the command line excludes.
    include: [`${folder}/**/*.test.ts`, `${folder}/**/*.test.mjs`, "!**/__fixtures__/**"],
  },
});

export default defineConfig({
  root,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    root,
    // Two cores are the machine that this must fit; more workers only make each other slow.
    maxWorkers: 2,
    // A test that hangs ends; one that waits for a busy machine does not.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      ...readdirSync(new URL("../../packages", import.meta.url)).map((name) => project(name, `packages/${name}/src`)),
      ...ISOLATED_PACKAGES.map((name) =>
        isolateProject(`${name}-isolate`, root, `packages/${name}/src`, { beside: BESIDE, outside: OUTSIDE[name] }),
      ),
      project("tooling", "tooling"),
    ],
  },
});
