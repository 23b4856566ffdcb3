#!/usr/bin/env node
// Compares what each built package exports with its committed report, or writes the reports with `--update`. The diff of a report is
// what a reviewer of a change to the public API reads.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { staleReports, writeReports } from "./package-reports.mjs";

const packages = fileURLToPath(new URL("../../packages", import.meta.url));
const isUpdate = process.argv.includes("--update");
let stale = 0;
for (const name of readdirSync(packages)) {
  const folder = join(packages, name);
  if (isUpdate) {
    writeReports(folder);
    continue;
  }
  for (const report of staleReports(folder)) {
    stale += 1;
    console.error(`packages/${name}/api/${report} is not what the package exports`);
  }
}
if (stale > 0) console.error("Where the change is meant: build, run update:api and commit the reports.");
process.exitCode = stale === 0 ? 0 : 1;
