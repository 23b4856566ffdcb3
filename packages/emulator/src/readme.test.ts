import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { startEmulator } from "./index.ts";

it("the README's first example prints what its comments say", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, example = ""] = /```ts\n([\s\S]*?)```/u.exec(readme) ?? [];
  const [imported = "", ...lines] = example.split("\n");
  expect(imported).toBe('import { startEmulator } from "@perdure/emulator";');
  const printed: string[] = [];
  // The example is JavaScript but for its import, which a parameter stands for.
  const AsyncFunction = (async () => undefined).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  const run = new AsyncFunction("startEmulator", "console", lines.join("\n"));
  await run(startEmulator, { log: (...words: readonly unknown[]) => printed.push(words.map(String).join(" ")) });
  expect(printed).toEqual([...example.matchAll(/console\.log.*\/\/ (.*)$/gmu)].map(([, comment]) => comment));
  expect(printed).toHaveLength(3);
});
