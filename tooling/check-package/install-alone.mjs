#!/usr/bin/env node
// Installs each packed backend alone, in an empty folder outside the repository, and imports every entry of it; of one whose server's
// packages are optional, the entries that do without them, and none of those packages is there.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packInto } from "./pack-into.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const BACKENDS = ["direct", "journal", "temporal", "mistral-workflows"];
const manifest = (name) => JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));

for (const backend of BACKENDS) {
  const folder = mkdtempSync(join(tmpdir(), "perdure-alone-"));
  try {
    const name = `@perdure/${backend}`;
    const tarballs = packInto(folder, name);
    const dependencies = { [name]: tarballs[name], ...requiredPeers(backend) };
    const project = { name: "alone", private: true, type: "module", dependencies, overrides: tarballs };
    writeFileSync(join(folder, "package.json"), JSON.stringify(project));
    run(folder, "npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"]);
    const hasTemporal = existsSync(join(folder, "node_modules", "@temporalio"));
    if (hasTemporal !== (backend === "temporal")) throw new Error(`${name} brought Temporal's packages, or not`);
    for (const entry of importableEntries(backend)) {
      run(folder, process.execPath, ["--input-type=module", "--eval", `await import(${JSON.stringify(name + entry)})`]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The peers that npm would ask for, at the versions that we test with. */
function requiredPeers(backend) {
  const { peerDependencies = {}, peerDependenciesMeta = {} } = manifest(backend);
  return Object.fromEntries(
    Object.entries(peerDependencies).filter(([peer]) => peerDependenciesMeta[peer]?.optional !== true),
  );
}

/** The entries of a package that load without its optional peers and outside of a workflow. */
function importableEntries(backend) {
  const entries = Object.entries(manifest(backend).exports).filter(([, target]) => typeof target === "object");
  return entries.map(([entry]) => entry.slice(1)).filter((entry) => !/workflows$|^\/hosts\//u.test(entry));
}

function run(cwd, program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", timeout: 300_000 });
  if (status === 0) return;
  throw new Error(`${program} ${args.join(" ")} ended ${status}\n${stdout}${stderr}`);
}
