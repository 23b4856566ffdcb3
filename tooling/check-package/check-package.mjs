#!/usr/bin/env node
// Checks the package in the current folder as its users get it: from the packed tarball.
import { readFileSync } from "node:fs";
import { packageProblems } from "./package-problems.mjs";
import { withPacked } from "./with-packed.mjs";

const problems = await packageProblems(withPacked(process.cwd(), (tarball) => readFileSync(tarball)));
for (const { code, message } of problems) console.error(`${code}: ${message}`);
process.exitCode = problems.length === 0 ? 0 : 1;
