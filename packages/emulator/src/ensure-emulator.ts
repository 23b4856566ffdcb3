import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createFailure } from "@perdure/failures";
import { isAlive, readEmulatorState, type EmulatorState } from "./emulator-state.ts";
import { isRunning } from "./is-running.ts";
import { stopEmulator } from "./stop-emulator.ts";

/** What an emulator is to be; what is left out is as the live one has it. */
export interface EnsureEmulatorOptions {
  /** Of a new one: `emulator-ledger.jsonl` in the state folder. */
  readonly ledgerFile?: string;
  /** Of a new one: `emulator-faults.json` in the state folder, where that file is. */
  readonly faultPlanFile?: string;
  readonly latency_ms?: number;
  /** Milliseconds without a request after which the process ends; 30 minutes when absent. */
  readonly idle_timeout_ms?: number;
}
const START_LIMIT_MS = 15_000;
const POLL_MS = 25;

/**
 * The emulator of a state folder: the live one that is recorded there, else a new process, detached in its own process
 * group so that it outlives its caller. A live one with another ledger, fault plan or latency than asked for is replaced.
 * Rejects with a FailureError `perdure.emulator_unavailable` when none answers in time.
 */
export async function ensureEmulator(stateFolder: string, options: EnsureEmulatorOptions = {}): Promise<EmulatorState> {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const wanted = absolute(options);
  const deadline = Date.now() + START_LIMIT_MS;
  const lock = join(stateFolder, "emulator.lock");
  while (!takeLock(lock)) {
    if (Date.now() > deadline) throw unavailable(`Another process holds ${lock}`);
    await wait(POLL_MS);
  }
  try {
    const recorded = readEmulatorState(stateFolder);
    if (recorded !== undefined && (await isAlive(recorded))) {
      if (fits(recorded, wanted)) return recorded;
      await stopEmulator(stateFolder);
    }
    return await start(stateFolder, wanted, recorded?.instance, deadline);
  } finally {
    rmSync(lock, { force: true });
  }
}

async function start(
  stateFolder: string,
  options: EnsureEmulatorOptions,
  former: string | undefined,
  deadline: number,
): Promise<EmulatorState> {
  const log = join(stateFolder, "emulator.log");
  const output = openSync(log, "w", 0o600);
  const isSource = import.meta.url.endsWith(".ts");
  const entry = fileURLToPath(new URL(isSource ? "./server.ts" : "./server.js", import.meta.url));
  const conditions = isSource ? ["--conditions=@perdure/source"] : [];
  const settings = JSON.stringify({
    stateFolder: resolve(stateFolder),
    ledgerFile: resolve(stateFolder, "emulator-ledger.jsonl"),
    faultPlanFile: resolve(stateFolder, "emulator-faults.json"),
    ...options,
  });
  const child = spawn(process.execPath, [...conditions, entry, settings], {
    detached: true,
    stdio: ["ignore", output, output],
    // It needs nothing of the caller's environment, least of all its keys.
    env: {},
    cwd: resolve(stateFolder),
  });
  closeSync(output);
  let spawnError: Error | undefined;
  child.once("error", (error) => (spawnError = error));
  child.unref();
  for (;;) {
    const state = readEmulatorState(stateFolder);
    if (state !== undefined && state.instance !== former && (await isAlive(state))) return state;
    if (spawnError !== undefined) throw unavailable("Its process could not be started", spawnError);
    if (child.exitCode !== null) throw unavailable(`Its process ended: ${lastErrorIn(log)}`);
    if (Date.now() > deadline) throw unavailable("It did not answer in time");
    await wait(POLL_MS);
  }
}

/** Takes the lock file; one that a dead process left behind is taken over. */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** Held by a process that is gone, or for longer than any start takes, whoever has that process id by now. */
function isAbandoned(lock: string): boolean {
  try {
    const holder = Number(readFileSync(lock, "utf8"));
    return Date.now() - statSync(lock).mtimeMs > 2 * START_LIMIT_MS || (holder > 0 && !isRunning(holder));
  } catch {
    // Its holder removed it between our two looks.
    return false;
  }
}

function absolute(options: EnsureEmulatorOptions): EnsureEmulatorOptions {
  const { ledgerFile, faultPlanFile, ...others } = options;
  return {
    ...others,
    ...(ledgerFile === undefined ? {} : { ledgerFile: resolve(ledgerFile) }),
    ...(faultPlanFile === undefined ? {} : { faultPlanFile: resolve(faultPlanFile) }),
  };
}

function fits(state: EmulatorState, wanted: EnsureEmulatorOptions): boolean {
  return (
    (wanted.ledgerFile === undefined || wanted.ledgerFile === state.ledger_file) &&
    (wanted.faultPlanFile === undefined || wanted.faultPlanFile === state.fault_plan_file) &&
    (wanted.latency_ms === undefined || wanted.latency_ms === state.latency_ms)
  );
}

/** The line of a crash's output that says what went wrong. */
function lastErrorIn(log: string): string {
  const lines = readFileSync(log, "utf8").split("\n");
  return lines.findLast((line) => /^\w*Error\b/.test(line)) ?? `see ${log}`;
}

const unavailable = (reason: string, cause?: Error): Error =>
  createFailure("perdure.emulator_unavailable", {
    message: `The emulated provider could not be started. ${reason}`,
    cause,
  });
