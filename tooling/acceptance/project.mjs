// A project of its own for a test: the example method in a temporary folder, an emulated provider outside the processes
// that the test kills, and the built command.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureEmulator, readLedger, stopEmulator } from "@perdure/emulator";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const BIN = path("../../packages/perdure/bin/perdure.js");
const EXAMPLE = path("../../examples/supplier-review");
export const METHOD = "supplier_review.mthds";

/** `faults` are rows of the emulator's fault plan; `environment` is added to that of every command. */
export async function createProject({ faults = [], latency_ms = 0, environment = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "perdure-acceptance-"));
  cpSync(EXAMPLE, folder, { recursive: true });
  const state = join(folder, ".perdure");
  const ledgerFile = join(folder, "provider.jsonl");
  const faultPlanFile = join(folder, "faults.json");
  const leafLedgerFile = join(folder, "leaves.jsonl");
  mkdirSync(state, { mode: 0o700 });
  writeFileSync(faultPlanFile, JSON.stringify(faults));
  const emulator = await ensureEmulator(state, { ledgerFile, faultPlanFile, latency_ms });
  const commandEnvironment = {
    PATH: process.env.PATH,
    HOME: folder,
    PERDURE_LEAF_LEDGER: leafLedgerFile,
    NO_COLOR: "1",
    ...environment,
  };

  /** Starts the command as the leader of a process group, so that everything it starts can be killed with it. */
  const start = (args) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: folder,
      env: commandEnvironment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    const ended = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
    const { pid } = child;
    if (pid === undefined) throw new Error("The command did not start.");
    return { pid, ended, kill: (signal) => process.kill(-pid, signal) };
  };

  return {
    folder,
    state,
    emulator,
    start,
    run: (args) => start(args).ended,
    providerLedger: () => (existsSync(ledgerFile) ? readLedger(ledgerFile) : []),
    leafLedger: () =>
      existsSync(leafLedgerFile)
        ? readFileSync(leafLedgerFile, "utf8")
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line))
        : [],
    results: (runId) => readResults(join(folder, "results", runId), runId),
    close: async () => {
      await stopEmulator(state);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The four result files with the run id replaced, and the picture without times, ids and attempts. */
function readResults(folder, runId) {
  const read = (name) => readFileSync(join(folder, name), "utf8").replaceAll(runId, "<run>");
  return {
    main: read("main_stuff.json"),
    report: read("report.md"),
    memory: read("working_memory.json"),
    graph: withoutVolatile(read("graph.html")),
  };
}

/** Removes the elements that `graph.html` marks as volatile: times, ids and attempts. */
export function withoutVolatile(html) {
  return html
    .replace(/<(\w+)[^>]*\sdata-volatile(?:="[^"]*")?[^>]*>[^<]*<\/\1>/gu, "")
    .replace(/\sdata-volatile-[\w-]+="[^"]*"/gu, "");
}
