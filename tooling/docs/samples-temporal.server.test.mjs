import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sampleCommands } from "./sample-commands.mjs";
import { createSampleProject } from "./sample-project.mjs";

const readme = readFileSync(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");
const commands = sampleCommands(readme).filter((args) => args.includes("temporal"));
let project;
beforeAll(async () => {
  project = await createSampleProject({ withServer: true });
}, 120_000);
afterAll(() => project.close(), 60_000);

it.each(commands.map((args) => [args.join(" "), args]))("perdure %s", { timeout: 120_000 }, async (_, args) => {
  const { code, stderr } = await project.run(args);
  expect(code, stderr).toBe(0);
});
