import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocksOf } from "./markdown.mjs";
import { sampleCommands, shellLines } from "./sample-commands.mjs";
import { createSampleProject } from "./sample-project.mjs";

const read = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const DOCUMENTS = ["README.md", "docs/quickstart.md"];
let project;
beforeAll(async () => {
  project = await createSampleProject();
}, 60_000);
afterAll(() => project.close(), 60_000);

describe.each(DOCUMENTS)("the samples of %s", (path) => {
  const commands = sampleCommands(read(path)).filter((args) => !args.includes("temporal"));

  it.each(commands.map((args) => [args.join(" "), args]))("perdure %s", { timeout: 120_000 }, async (_, args) => {
    const { code, stderr } = await project.run(args);
    expect(code, stderr).toBe(0);
  });
});

describe("the functions in the docs", () => {
  it("are called by the method beside them", { timeout: 60_000 }, async () => {
    const files = { "perdure.toml": "toml", "functions.js": "js", "counting.mthds": "mthds" };
    const blocks = blocksOf(read("docs/quickstart.md"));
    mkdirSync(join(project.folder, "counting"));
    for (const [name, wanted] of Object.entries(files)) {
      writeFileSync(join(project.folder, "counting", name), blocks.find(({ language }) => language === wanted).text);
    }
    const { code, stdout, stderr } = await project.run(["run", "counting", "-i", "text=one two three", "--json"]);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ words: 3 });
  });
});

describe("the settings in the docs", () => {
  const settings = blocksOf(read("docs/which-backend.md")).filter(({ language }) => language === "toml");

  it.each(settings.map(({ text }) => [text]))("are read: %s", { timeout: 60_000 }, async (text) => {
    writeFileSync(join(project.folder, "perdure.toml"), text.replaceAll(/^# (?=\w+ =)/gmu, ""));
    expect(await project.run(["models", "--emulated"])).toMatchObject({ code: 0 });
    writeFileSync(join(project.folder, "perdure.toml"), text.replace("is_enabled", "is_enable"));
    expect(await project.run(["models", "--emulated"])).toMatchObject({ code: 1 });
  });
});

describe("the reader of samples", () => {
  const block = (lines) => `\`\`\`sh\n${lines}\n\`\`\`\n`;

  it("takes commands without their comments, quotes in the middle of a word included", () => {
    const text = block('npm start   # runs\n# alone\nnpx perdure run a.mthds -i question="What # is due?" # asks\n');
    expect(shellLines(text)).toEqual(["npm start", 'npx perdure run a.mthds -i question="What # is due?"']);
    expect(sampleCommands(text)).toEqual([["run", "a.mthds", "-i", "question=What # is due?"]]);
  });

  it("refuses a line that nothing checks", () => {
    expect(() => sampleCommands(block("npm run build"))).toThrow(/npm run build/u);
  });
});
