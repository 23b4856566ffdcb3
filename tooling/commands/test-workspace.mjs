// `npm test` and `npm test -- <package> …`: builds, runs what needs no server, provisions what the rest needs, runs the
// rest, and prints one last line with true totals.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ISOLATED_PACKAGES } from "../test/isolate/isolate-project.mjs";
import { root, testEnvironment, toolEnvironment } from "./environment.mjs";
import { parseTestArguments } from "./parse-test-arguments.mjs";
import { printStep } from "./print-step.mjs";
import { run } from "./run.mjs";
import { isServerTest, SERVER_TESTS } from "./server-tests.mjs";
import { addTotals, totalsLine, totalsOf } from "./test-totals.mjs";

const packages = readdirSync(join(root, "packages"));
const chosen = parseTestArguments(process.argv.slice(2), [...packages, "tooling"]);
if (!chosen.ok) {
  console.error(chosen.message);
  process.exit(2);
}
const projects = chosen.projects;
const isolated = ISOLATED_PACKAGES.filter((name) => projects.includes(name)).map((name) => `${name}-isolate`);
const environment = testEnvironment();
const reports = mkdtempSync(join(tmpdir(), "perdure-test-"));

printStep("Building");
// The tests of tooling use every package as it is built.
const filters = projects.includes("tooling") ? [] : projects.map((name) => `--filter=./packages/${name}`);
const buildCode = await run("turbo", ["run", "build", "--output-logs=errors-only", ...filters], {
  cwd: root,
  env: toolEnvironment(),
});
if (buildCode !== 0) process.exit(buildCode);

printStep(`Tests that need no server: ${projects.join(", ")}`);
let totals = await vitest("local", ["--exclude", SERVER_TESTS]);

const withServers = serverTestsOf(projects);
let notRun = 0;
if (withServers.length > 0) {
  printStep("Temporal servers for the rest (found, or built once and kept outside this folder)");
  const { provisionServers } = await import("./provision-servers.mjs");
  const servers = await provisionServers();
  if (servers.ok) {
    printStep(`Tests on Temporal servers: ${withServers.length} files`);
    totals = addTotals(totals, await vitest("servers", withServers, servers.environment));
  } else {
    notRun = withServers.reduce((sum, file) => sum + countTests(file), 0);
    console.error(servers.message);
  }
}

rmSync(reports, { recursive: true, force: true });
console.log(`\n${totalsLine(totals, notRun)}`);
const inCi = Boolean(process.env.CI);
process.exitCode = totals.failed > 0 || totals.passed === 0 || (notRun > 0 && inCi) ? 1 : 0;

async function vitest(name, args, extra = {}) {
  const file = join(reports, `${name}.json`);
  const code = await run(
    "vitest",
    [
      "run",
      "--config",
      "tooling/test/vitest.config.ts",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...[...projects, ...isolated].flatMap((project) => ["--project", project]),
      ...args,
    ],
    { cwd: root, env: { ...environment, ...extra } },
  );
  return totalsOf(readReport(file), code);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function serverTestsOf(names) {
  return names.flatMap((name) => {
    const folder = packages.includes(name) ? `packages/${name}/src` : name;
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => isServerTest(file) && !file.includes("node_modules"))
      .map((file) => `${folder}/${file}`);
  });
}

/** How many tests a file that did not run declares; a table of tests counts once. */
function countTests(file) {
  return readFileSync(join(root, file), "utf8").match(/^\s*(?:it|test)(?:\.each)?\(/gmu)?.length ?? 1;
}
