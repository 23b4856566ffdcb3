import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundleFile } from "@perdure/build/bundle-file.mjs";
import { READING_COMMANDS } from "@perdure/cli/reading";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "perdure-reading-"));
afterAll(() => rmSync(folder, { recursive: true }));
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const METHOD = `domain = "letters"
main_pipe = "answer"

[pipe.answer]
type   = "PipeLLM"
description = "Answers a letter"
inputs = { letter = "Text" }
output = "Text"
prompt = "Answer $leter"
`;
const HOOKS = `import { registerHooks } from "node:module";
import { writeSync } from "node:fs";
const loaded = [];
registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
process.on("exit", () => writeSync(2, "\\n" + JSON.stringify(loaded)));`;

const whole = JSON.stringify(new URL("./command.ts", import.meta.url).href);
const files = {
  "m.mthds": METHOD,
  "hooks.mjs": HOOKS,
  "reading.mjs": `import reading from "./reading.cjs"; process.exit(await reading.main(process.argv.slice(2), "${version}"));`,
  "whole.mjs": `import { main } from ${whole}; process.exit(await main(process.argv.slice(2)));`,
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
bundleFile(fileURLToPath(new URL("./reading.bundle.ts", import.meta.url)), join(folder, "reading.cjs"), {
  conditions: ["@perdure/source"],
});

async function run(cwd, ...args) {
  const options = { cwd, env: { HOME: folder } };
  const ended = promisify(execFile)(
    process.execPath,
    ["--conditions=@perdure/source", "--no-warnings", ...args],
    options,
  );
  return ended.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe("the file of the commands that read methods", { timeout: 60_000 }, () => {
  it.each([
    [["validate", "m.mthds"]],
    [["validate", "m.mthds", "--json"]],
    [["validate", "gone.mthds", "--json"]],
    [["validate", "--help"]],
    [["validate", "--none"]],
    [["validate", "m.mthds", "--trust", "none"]],
    [["format", "m.mthds", "--check"]],
    [["types", "m.mthds"]],
    [["inputs", "m.mthds", "-o", "-"]],
    [["fix", "m.mthds", "--check"]],
  ])("answers %j as the whole command does", async (args) => {
    const [alone, asWhole] = [await run(folder, "reading.mjs", ...args), await run(folder, "whole.mjs", ...args)];
    expect(alone).toEqual(asWhole);
    expect(alone.stdout + alone.stderr).not.toBe("");
  });

  it("needs no other file and no process", async () => {
    const apart = join(folder, "apart");
    mkdirSync(apart);
    for (const name of ["reading.cjs", "reading.mjs", "hooks.mjs", "m.mthds"]) {
      copyFileSync(join(folder, name), join(apart, name));
    }
    const { code, stderr } = await run(apart, "--import", "./hooks.mjs", "reading.mjs", "validate", "m.mthds");
    const loaded = JSON.parse(stderr.slice(stderr.lastIndexOf("\n") + 1));
    expect(code).toBe(1);
    const files = loaded.filter((url) => !url.startsWith("node:")).map((url) => url.slice(url.lastIndexOf("/") + 1));
    expect(files).toEqual(["reading.mjs", "reading.cjs"]);
    expect(loaded.filter((url) => /^node:(?:child_process|net|http|worker_threads|sqlite)$/u.test(url))).toEqual([]);
  });

  it("says whose code is in it", () => {
    const licences = readFileSync(join(folder, "reading.cjs.LICENSES.txt"), "utf8");
    for (const name of ["commander", "toml-eslint-parser", "@noble/hashes"]) expect(licences).toContain(`${name} `);
  });

  it("is chosen by the bin for just the commands that it has", () => {
    const bin = readFileSync(new URL("../bin/perdure.js", import.meta.url), "utf8");
    const list = /var reading = (\[.*\]);/u.exec(bin)?.[1] ?? "[]";
    expect(JSON.parse(list)).toEqual(READING_COMMANDS);
  });
});
