import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as exported from "./index.ts";
import { createFakePorts } from "./testing/fake-ports.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const METHOD = `
domain = "greetings"
main_pipe = "greet"
[pipe.greet]
type = "PipeLLM"
description = "Greets somebody"
inputs = { name = "Text" }
output = "Text"
prompt = "Greet $name."
`;

it("the README's first example prints what its comments say", async () => {
  const [, example = ""] = /```js\n([\s\S]*?)```/u.exec(readme) ?? [];
  const [imported = "", ...lines] = example.split("\n");
  expect(imported).toBe('import { processIo, runCommand } from "@perdure/cli";');
  const folder = temporaryFolder({ "greetings.mthds": METHOD });
  const printed: string[] = [];
  // The import is what the parameters stand for.
  const AsyncFunction = (async () => undefined).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  const run = new AsyncFunction("processIo", "runCommand", "ports", "console", lines.join("\n"));
  await run(() => ({ ...exported.processIo(), folder }), exported.runCommand, createFakePorts(), {
    log: (...words: readonly unknown[]) => printed.push(words.join(" ")),
  });
  expect(printed).toEqual([...example.matchAll(/console\.log.*\/\/ (.*)$/gmu)].map(([, comment]) => comment));
  expect(printed).toHaveLength(2);
});

it("the README's table names every value that the package exports", () => {
  for (const name of Object.keys(exported)) expect(readme).toMatch(new RegExp(`^\\| .*\`${name}\\b`, "mu"));
});
