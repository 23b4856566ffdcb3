import { readFileSync } from "node:fs";
import { runReadmeExample } from "@perdure/readme-example";
import { expect, it } from "vitest";
import * as exported from "./index.ts";
import { createFakePorts } from "./testing/fake-ports.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const README = new URL("../README.md", import.meta.url);
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

it("has a README whose first example prints what it says", async () => {
  const folder = temporaryFolder({ "greetings.mthds": METHOD });
  const processIo = () => ({ ...exported.processIo(), folder });
  const { printed, promised } = await runReadmeExample(README, {
    modules: { "@perdure/cli": { ...exported, processIo } },
    values: { ports: createFakePorts() },
  });
  expect(printed).toBe(promised);
  expect(promised).not.toBe("");
});

it("has a README whose table names every value that it exports", () => {
  for (const name of Object.keys(exported))
    expect(readFileSync(README, "utf8")).toMatch(new RegExp(`^\\| .*\`${name}\\b`, "mu"));
});
