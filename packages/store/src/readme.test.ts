import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runReadmeExample } from "@perdure/readme-example";
import { expect, it } from "vitest";
import { localStore } from "./index.ts";

it("has a README whose first example prints what it says", async () => {
  const folder = await mkdtemp(join(tmpdir(), "perdure-store-"));
  try {
    const { printed, promised } = await runReadmeExample(new URL("../README.md", import.meta.url), {
      modules: { "@perdure/store": { localStore: (path: string) => localStore(join(folder, path)) } },
    });
    expect(printed).toBe(promised);
    expect(promised).toMatch(/hello$/u);
  } finally {
    await rm(folder, { recursive: true });
  }
});
