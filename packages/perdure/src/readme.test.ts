import { join } from "node:path";
import { stopEmulator } from "@perdure/emulator";
import { runReadmeExample } from "@perdure/readme-example";
import { expect, it } from "vitest";
import { createPerdure } from "./create-perdure.ts";
import type { PerdureOptions } from "./options.ts";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();

it("has a README whose first example prints what it says", { timeout: 30_000 }, async () => {
  const project = folder();
  const inProject = (options: PerdureOptions) => createPerdure({ ...options, folder: project, environment: {} });
  try {
    const { printed, promised } = await runReadmeExample(new URL("../README.md", import.meta.url), {
      modules: { perdure: { createPerdure: inProject } },
    });
    expect(printed).toBe(promised);
    expect(promised.split("\n")).toHaveLength(2);
  } finally {
    await stopEmulator(join(project, ".perdure"));
  }
});
