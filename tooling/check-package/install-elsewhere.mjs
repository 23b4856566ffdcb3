#!/usr/bin/env node
// Installs the packed packages in an empty folder outside the repository and runs a method there with `npx perdure run`.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pack } from "./pack.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "perdure-elsewhere-"));
const environment = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };

/** The workspace packages that the facade needs at run time, itself included. */
function neededPackages(name = "perdure", found = new Map()) {
  if (found.has(name)) return found;
  const path = join(root, "packages", name.replace("@perdure/", ""));
  found.set(name, path);
  const { dependencies = {} } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  for (const [dependency, range] of Object.entries(dependencies)) {
    if (range.startsWith("workspace:")) neededPackages(dependency, found);
  }
  return found;
}

try {
  const tarballs = Object.fromEntries(
    [...neededPackages()].map(([name, path]) => {
      const packed = pack(path);
      copyFileSync(packed, join(folder, basename(packed)));
      rmSync(dirname(packed), { recursive: true });
      return [name, `file:./${basename(packed)}`];
    }),
  );
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "elsewhere", private: true, dependencies: tarballs, overrides: tarballs }),
  );
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const example = join(root, "examples", "supplier-review");
  mkdirSync(join(folder, "method"));
  cpSync(example, join(folder, "method"), { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    "npx",
    ["perdure", "run", "method/supplier_review.mthds", "--emulated", "--json"],
    { cwd: folder, env: environment, encoding: "utf8", timeout: 120_000 },
  );
  if (status !== 0) throw new Error(`perdure run ended ${status}\n${stdout}\n${stderr}`);
  JSON.parse(stdout);
} finally {
  spawnSync("npx", ["perdure", "emulator", "stop"], { cwd: folder, env: environment });
  rmSync(folder, { recursive: true, force: true });
}
