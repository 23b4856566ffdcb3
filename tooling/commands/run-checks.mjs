// Everything that is checked beside the tests. Each check shows its output only when it fails; the last line has totals.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, testEnvironment } from "./environment.mjs";

const corpus = join(root, "../shared/corpus");
/** Each check and the script of the root's package.json that does it. */
const checks = [
  ["build", "build"],
  ["types", "typecheck"],
  ["lint", "lint"],
  ["format", "format:check"],
  ["boundaries", "check:boundaries"],
  ["unused code", "check:unused"],
  ["public interfaces", "check:api"],
  ["packed packages", "check:packages"],
  ["packed packages, installed elsewhere", "check:install"],
  ["packed backends, each alone", "check:alone"],
];

let passed = 0;
let failed = 0;
for (const [name, script] of checks) {
  const started = Date.now();
  // pnpm runs this file, so it is on PATH.
  const { status, stdout, stderr } = spawnSync("pnpm", ["run", script], {
    cwd: root,
    env: testEnvironment(),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (status === 0) passed += 1;
  else {
    failed += 1;
    process.stderr.write(`${stdout}${stderr}\n`);
  }
  process.stderr.write(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)\n`);
}

if (existsSync(corpus)) {
  const { validateCorpus } = await import("./validate-corpus.mjs");
  const { compareCrates } = await import("./compare-crates.mjs");
  for (const check of [validateCorpus, compareCrates]) {
    const counted = await check(corpus);
    passed += counted.passed;
    failed += counted.failed;
  }
} else {
  process.stderr.write("no corpus of published methods beside this folder: not checked\n");
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
