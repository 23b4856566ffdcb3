#!/usr/bin/env node
// Installs the packed packages in an empty folder outside the repository, as a user would, and works with them there: the
// command runs a method, a program embeds the library, and a backend that is not installed says how to install it.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { packInto } from "./pack-into.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "perdure-elsewhere-"));
const environment = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };
const METHOD = "method/supplier_review.mthds";
const RESULTS = ["graph.html", "main_stuff.json", "report.md", "working_memory.json"];

try {
  installPackages();
  cpSync(join(root, "examples", "supplier-review"), join(folder, "method"), { recursive: true });
  cpSync(fileURLToPath(new URL("./__fixtures__/elsewhere", import.meta.url)), folder, { recursive: true });

  const { stdout } = expect(0, "npx", ["--no", "perdure", "run", METHOD, "--emulated", "--json"]);
  JSON.parse(stdout);
  const [run = ""] = readdirSync(join(folder, "results"));
  for (const name of RESULTS) {
    if (!existsSync(join(folder, "results", run, name))) throw new Error(`perdure run left no ${name}`);
  }
  const types = join(root, "node_modules", "@types");
  expect(0, join(root, "node_modules", ".bin", "tsc"), ["-p", ".", "--typeRoots", types, "--types", "node"]);
  expect(0, process.execPath, ["embed.ts"]);

  const refused = expect(1, "npx", ["--no", "perdure", "run", METHOD, "--emulated", "--backend", "temporal", "--json"]);
  const { error } = JSON.parse(refused.stderr);
  if (
    error.code !== "perdure.backend_not_installed" ||
    !error.user_action.detail.includes("npm install @perdure/temporal")
  )
    throw new Error(`Without Temporal's packages the command said ${refused.stderr}`);
} finally {
  spawnSync("npx", ["--no", "perdure", "emulator", "stop"], { cwd: folder, env: environment });
  rmSync(folder, { recursive: true, force: true });
}

/** Packs what the facade needs and lets npm install it, from nothing but the tarballs and the registry. */
function installPackages() {
  const tarballs = packInto(folder, "perdure");
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "elsewhere", private: true, type: "module", dependencies: tarballs, overrides: tarballs }),
  );
  expect(0, "npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"]);
}

/** Runs a program in the folder; throws, with all that it said, when it ends with another exit code. */
function expect(code, program, args) {
  const ended = spawnSync(program, args, { cwd: folder, env: environment, encoding: "utf8", timeout: 300_000 });
  if (ended.status !== code) {
    const said = `${ended.stdout}${ended.stderr}${ended.error?.message ?? ""}`;
    throw new Error(
      `${basename(program)} ${args.join(" ")} ended ${ended.status ?? ended.signal}, not ${code}\n${said}`,
    );
  }
  return ended;
}
