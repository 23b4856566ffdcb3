// Everything that is checked beside the tests. Each check shows its output only when it fails; the last line has totals.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, testEnvironment } from "./environment.mjs";

const PNPM = ["--yes", "pnpm@12.21.0", "run"];
const corpus = join(root, "../shared/corpus");
/** @type {readonly (readonly [name: string, program: string, args: readonly string[]])[]} */
const checks = [
  ["build", "turbo", ["run", "build", "--output-logs=errors-only"]],
  ["types", "turbo", ["run", "typecheck", "--output-logs=errors-only"]],
  ["lint", "npx", [...PNPM, "lint"]],
  ["format", "npx", [...PNPM, "format:check"]],
  ["boundaries", "npx", [...PNPM, "check:boundaries"]],
  ["unused code", "npx", [...PNPM, "check:unused"]],
  ["packed packages", "turbo", ["run", "check:package", "--output-logs=errors-only", "--concurrency=2"]],
  ["packed packages, installed elsewhere", "node", ["tooling/check-package/install-elsewhere.mjs"]],
];

let passed = 0;
let failed = 0;
for (const [name, program, args] of checks) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(program, args, {
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
  const verdicts = await validateCorpus(corpus);
  passed += verdicts.passed;
  failed += verdicts.failed;
} else {
  process.stderr.write("no corpus of published methods beside this folder: not checked\n");
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
