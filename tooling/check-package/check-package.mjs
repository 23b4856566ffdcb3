#!/usr/bin/env node
// Checks the package in the current folder as its users get it: from the packed tarball.
import { readFileSync } from "node:fs";
import { pack } from "./pack.mjs";
import { packageProblems } from "./package-problems.mjs";

const problems = await packageProblems(readFileSync(pack(process.cwd())));
for (const { code, message } of problems) console.error(`${code}: ${message}`);
process.exitCode = problems.length === 0 ? 0 : 1;
