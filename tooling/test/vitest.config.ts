import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Tests run from source, so that no build stands between an edit and its test.
const conditions = ["@perdure/source"];
const root = fileURLToPath(new URL("../../", import.meta.url));

const project = (name: string, folder: string) => ({
  extends: true as const,
  test: { name, root, include: [`${folder}/**/*.test.ts`, `${folder}/**/*.test.mjs`] },
});

export default defineConfig({
  root,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    root,
    // Two cores are the machine that this must fit; more workers only make each other slow.
    maxWorkers: 2,
    projects: [
      ...readdirSync(new URL("../../packages", import.meta.url)).map((name) => project(name, `packages/${name}/src`)),
      project("tooling", "tooling"),
      project("examples", "examples"),
    ],
  },
});
