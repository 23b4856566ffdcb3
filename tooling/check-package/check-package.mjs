#!/usr/bin/env node
// Checks the package in the current folder as its users get it: from the packed tarball.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { PACKAGES } from "@perdure/boundaries/allowed-imports.mjs";
import { packageProblems } from "./package-problems.mjs";
import { SIZE_BUDGETS } from "./size-budgets.mjs";
import { withPacked } from "./with-packed.mjs";

const { name } = JSON.parse(readFileSync("package.json", "utf8"));
const tarball = withPacked(process.cwd(), (file) => readFileSync(file));
const problems = await packageProblems(tarball, {
  everywhere: PACKAGES[basename(name)].everywhere,
  budgets: SIZE_BUDGETS[name],
  tell: (size) => console.error(size),
});
for (const { code, message } of problems) console.error(`${code}: ${message}`);
process.exitCode = problems.length === 0 ? 0 : 1;
