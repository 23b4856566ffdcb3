#!/usr/bin/env node
// Checks the package in the current folder as its users get it: from the packed tarball.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { pack } from "./pack.mjs";
import { readTarball } from "./read-tarball.mjs";
import { undeclaredTypeImports } from "./undeclared-type-imports.mjs";

const problems = [];
const tarball = pack(process.cwd());
const files = await readTarball(tarball);
const manifest = JSON.parse(files.get("package.json").toString("utf8"));

const { buffer, byteOffset, byteLength } = readFileSync(tarball);
const { messages } = await publint({
  pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
  strict: true,
});
for (const message of messages) problems.push(`publint: ${formatMessage(message, manifest, { color: false })}`);

const attw = join(
  dirname(createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json")),
  "dist/index.js",
);
try {
  execFileSync(process.execPath, [attw, tarball, "--profile", "esm-only", "--no-emoji"], { stdio: "pipe" });
} catch (error) {
  problems.push(`attw: ${error.stdout}${error.stderr}`);
}

const declarations = [...files]
  .filter(([name]) => name.endsWith(".d.ts"))
  .map(([path, data]) => ({ path, text: data.toString("utf8") }));
for (const { path, name } of undeclaredTypeImports(manifest, declarations)) {
  problems.push(`${path} names ${name}, which package.json does not declare`);
}

for (const required of ["README.md", "package.json"]) {
  if (!files.has(required)) problems.push(`${required} is not in the tarball`);
}
for (const name of files.keys()) {
  if (/\.test\.|__fixtures__|\.tsbuildinfo$/u.test(name)) problems.push(`${name} should not be published`);
}
for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })) {
  if (/^(?:workspace|catalog|file|link):/u.test(range)) problems.push(`${name} is published as ${range}`);
}
if (JSON.parse(readFileSync("package.json", "utf8")).license !== "Apache-2.0")
  problems.push("the licence is not Apache-2.0");

for (const problem of problems) console.error(`${manifest.name}: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
