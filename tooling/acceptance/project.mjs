// A project of its own for a test: the example method in a temporary folder, an emulated provider outside of the processes
// that the test kills, and the built command.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureEmulator, readLedger, stopEmulator } from "@perdure/emulator";
import { provisionDevServer, stopDevServer } from "@perdure/temporal/dev-server";
import { readLeafLedger } from "./leaf-ledger.mjs";
import { readResults } from "./result-files.mjs";
import { startCommand } from "./start-command.mjs";
import { until } from "./until.mjs";

const EXAMPLE = fileURLToPath(new URL("../../examples/supplier-review", import.meta.url));
export const METHOD = "supplier_review.mthds";

/**
 * `faults` are rows of the emulator's fault plan, `latency_ms` is before each of its answers, `environment` is added to that of
 * every command, `withServer` finds the program of the project's own Temporal server, which the first command starts.
 */
export async function createProject({ faults = [], latency_ms = 0, environment = {}, withServer = false } = {}) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "perdure-acceptance-"));
  cpSync(EXAMPLE, folder, { recursive: true });
  const state = join(folder, ".perdure");
  const ledgerFile = join(folder, "provider.jsonl");
  const faultPlanFile = join(folder, "faults.json");
  const leafLedgerFile = join(folder, "leaves.jsonl");
  mkdirSync(state, { mode: 0o700 });
  writeFileSync(faultPlanFile, JSON.stringify(faults));
  const server = withServer ? { PERDURE_TEMPORAL_CLI: (await provisionDevServer()).path } : {};
  const emulator = await ensureEmulator(state, { ledgerFile, faultPlanFile, latency_ms });
  const commandEnvironment = {
    PATH: process.env.PATH,
    HOME: folder,
    NO_COLOR: "1",
    PERDURE_LEAF_LEDGER: leafLedgerFile,
    ...server,
    ...environment,
  };
  const commands = [];
  const start = (args, more = {}) => {
    const command = startCommand(args, { folder, environment: { ...commandEnvironment, ...more } });
    commands.push(command);
    return command;
  };

  return {
    folder,
    state,
    start,
    run: (args, more) => start(args, more).ended,
    providerLedger: () => readLedger(ledgerFile),
    leafLedger: (runId) => readLeafLedger(leafLedgerFile).filter((line) => line.run_id === runId),
    results: (runId) => readResults(join(folder, "results", runId), runId),
    setFaults: (rows) => control(emulator, "faults", rows),
    setLatency: (milliseconds) => control(emulator, "latency", milliseconds),
    /** Ends everything that the project started, whatever goes wrong; fails when a process had to be killed. */
    close: async () => {
      for (const { isAlive, kill } of commands) if (isAlive()) kill("SIGKILL");
      await Promise.allSettled(commands.map(({ ended }) => ended));
      const stopped = await Promise.allSettled([stopDevServer(state), stopEmulator(state)]);
      const allGone = until(() => processesNaming(folder).length === 0, "the end of all processes", 20_000);
      const left = await allGone.then(
        () => [],
        () => processesNaming(folder),
      );
      for (const { pid } of left) process.kill(pid, "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
      const refused = stopped.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
      const problems = [...refused, ...left.map(({ line }) => new Error(`This process was left: ${line}`))];
      if (problems.length > 0) throw new AggregateError(problems, "The project could not be closed.");
    },
  };
}

async function control({ url, token }, route, json) {
  const response = await fetch(`${url}/_perdure/${route}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(json),
  });
  if (!response.ok) throw new Error(`The emulator answered ${response.status}: ${await response.text()}`);
}

const processesNaming = (folder) =>
  execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(folder))
    .map((line) => ({ pid: Number.parseInt(line, 10), line }));
