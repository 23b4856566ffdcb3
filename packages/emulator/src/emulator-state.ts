import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import type { EmulatorIdentity } from "./control-routes.ts";
import { isRunning } from "./is-running.ts";

/** Where a project's emulator process is: the content of `<state folder>/emulator.json`. */
export interface EmulatorState {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly started_at: number;
  readonly instance: string;
  /** What its control routes ask for; the file is for its owner alone. */
  readonly token: string;
  readonly ledger_file?: string;
  readonly fault_plan_file?: string;
  readonly latency_ms: number;
}

/**
 * The recorded emulator of a state folder; undefined when there is none or its record is not to be trusted: a file that others
 * can reach, as one that came with a project is, or an address anywhere but on this machine.
 */
export function readEmulatorState(stateFolder: string): EmulatorState | undefined {
  try {
    const file = stateFile(stateFolder);
    if (!isOwnFile(lstatSync(file))) return undefined;
    const json: unknown = JSON.parse(readFileSync(file, "utf8"));
    const { url, instance, pid, token } = json as EmulatorState;
    const isComplete = typeof instance === "string" && typeof token === "string" && Number.isInteger(pid) && pid > 0;
    return isComplete && typeof url === "string" && LOOPBACK.test(url) ? (json as EmulatorState) : undefined;
  } catch {
    // A missing or damaged record means the same: there is no emulator that we could trust.
    return undefined;
  }
}

const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d{1,5}$/u;

/** Written for its owner alone, as only we do it: git and archives leave files that others can read. */
function isOwnFile(found: Stats): boolean {
  if (!found.isFile()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0);
}

/** Records an emulator, atomically and readable by its owner alone. */
export function writeEmulatorState(stateFolder: string, state: EmulatorState): void {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const file = stateFile(stateFolder);
  const temporary = `${file}.${state.instance}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}

/** Forgets an emulator, unless another one has been recorded since. */
export function removeEmulatorState(stateFolder: string, instance: string): void {
  if (readEmulatorState(stateFolder)?.instance === instance) rmSync(stateFile(stateFolder), { force: true });
}

/**
 * Whether the emulator that a record names answers and is the very one. Never rejects. One that is silent while its process
 * lives is asked again: on a busy machine it answers late, and a second one beside it would have a ledger of its own.
 */
export async function isAlive(state: EmulatorState, patience_ms = 2000): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await probe(state, patience_ms);
    if (found !== "silent") return found === "itself";
    if (!isRunning(state.pid)) return false;
  }
  return false;
}

const TRIES = 4;

async function probe(state: EmulatorState, patience_ms: number): Promise<"itself" | "another" | "silent"> {
  try {
    const response = await fetch(`${state.url}/_perdure/identity`, {
      signal: AbortSignal.timeout(patience_ms),
      redirect: "error",
    });
    const identity = (await response.json()) as Partial<EmulatorIdentity>;
    return response.ok && identity.emulator === "perdure" && identity.instance === state.instance
      ? "itself"
      : "another";
  } catch (error) {
    // Nothing listens there, or something that is not ours.
    return (error as Error).name === "TimeoutError" ? "silent" : "another";
  }
}

const stateFile = (stateFolder: string): string => join(stateFolder, "emulator.json");
