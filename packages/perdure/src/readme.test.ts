import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stopEmulator } from "@perdure/emulator";
import { expect, it } from "vitest";
import { createPerdure } from "./create-perdure.ts";
import type { PerdureOptions } from "./options.ts";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();

it("the README's first example prints what its comments say", { timeout: 30_000 }, async () => {
  const project = folder();
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, example = ""] = /```ts\n([\s\S]*?)```/u.exec(readme) ?? [];
  const [imported = "", ...lines] = example.split("\n");
  expect(imported).toBe('import { createPerdure } from "perdure";');
  const printed: string[] = [];
  // The example is JavaScript but for its import, which a parameter stands for.
  const AsyncFunction = (async () => undefined).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  const run = new AsyncFunction("createPerdure", "console", lines.join("\n"));
  const inProject = (options: PerdureOptions) => createPerdure({ ...options, folder: project, environment: {} });
  try {
    await run(inProject, { log: (...words: readonly unknown[]) => printed.push(words.join(" ")) });
  } finally {
    await stopEmulator(join(project, ".perdure"));
  }
  expect(printed).toEqual([...example.matchAll(/console\.log.*\/\/ (.*)$/gmu)].map(([, comment]) => comment));
  expect(printed).toHaveLength(2);
});
