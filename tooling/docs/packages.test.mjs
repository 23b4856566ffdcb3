import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocksOf } from "./markdown.mjs";
import { sampleCommands } from "./sample-commands.mjs";

const text = readFileSync(fileURLToPath(new URL("../../docs/packages.md", import.meta.url)), "utf8");
const main = JSON.stringify(new URL("../../packages/perdure/src/command.ts", import.meta.url).href);
const blocks = blocksOf(text).filter(({ language }) => language === "toml" || language === "mthds");
const environment = (home) => ({
  PATH: process.env.PATH,
  HOME: home,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.com",
});

describe("the packages of docs/packages.md", { timeout: 120_000 }, () => {
  let folder;
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "perdure-packages-")));
    const [manifest, bundle, ownManifest, ownBundle] = blocks.map((block) => block.text);
    for (const [name, files] of Object.entries({
      labels: { "METHODS.toml": manifest, "labels.mthds": bundle },
      new: { "labels.mthds": bundle },
      shop: { "METHODS.toml": ownManifest, "shop.mthds": ownBundle },
    })) {
      mkdirSync(join(folder, name));
      for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, name, file), content);
    }
    const git = (...args) =>
      execFileSync("git", ["-C", join(folder, "labels"), ...args], { env: environment(folder), stdio: "pipe" });
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Labels");
    git("tag", "v1.0.0");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a command of the docs; what it would fetch over the network comes from the folder beside. */
  const run = (args, place) => {
    const isFetching = args[0] === "package" && ["lock", "install"].includes(args[1]);
    const given = isFetching ? [...args, "--from", "github.com/acme/labels=../labels"] : args;
    const start = `import { main } from ${main}; process.exit(await main(${JSON.stringify(given)}));`;
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        ["--conditions=@perdure/source", "--input-type=module", "-e", start],
        { cwd: join(folder, place), env: environment(folder) },
        (error, stdout, stderr) => resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
      );
    });
  };

  it("are made, locked, installed, checked and run by its commands", async () => {
    const commands = sampleCommands(text);
    expect(commands.length).toBeGreaterThan(4);
    for (const args of commands) {
      const { code, stdout, stderr } = await run(args, args[1] === "init" ? "new" : "shop");
      expect(code, `${args.join(" ")}\n${stdout}${stderr}`).toBe(0);
      if (args[0] === "run") expect(stdout).toContain("To: Ada");
    }
  });

  it("are valid as they are to be published", async () => {
    expect(await run(["package", "validate"], "labels")).toMatchObject({ code: 0 });
    expect(await run(["package", "validate"], "new")).toMatchObject({ code: 0 });
  });

  it("keep private what is not exported", async () => {
    const file = join(folder, "shop", "shop.mthds");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace("printing.print", "printing.lay_out"));
    expect((await run(["validate", "."], "shop")).stdout).toContain("pipe.not_exported");
    writeFileSync(file, before);
  });
});

describe("the codes in docs/packages.md", () => {
  it("are codes of diagnostics", async () => {
    const { DIAGNOSTIC_CODES } = await import("@perdure/parser");
    const named = [...text.matchAll(/`((?:package|pipe|manifest|lock)\.[a-z_]+)`/gu)].map(([, code]) => code);
    expect(named.filter((code) => !(code in DIAGNOSTIC_CODES) && code !== "methods.lock")).toEqual([]);
    expect(named.length).toBeGreaterThan(7);
  });
});
