import { Connection } from "@temporalio/client";
import { createFailure } from "@perdure/failures";
import { spawn } from "node:child_process";
import { mkdir, open, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { devServerFiles, isOurs, isServing, readDevServerState, writeDevServerState } from "./dev-server-state.ts";
import type { DevServerState } from "./dev-server-state.ts";
import { isAlive, withFileLock } from "./file-lock.ts";
import { freePort, isFree } from "./free-port.ts";
import { provisionDevServer } from "./provision.ts";
import type { ProvisionPorts } from "./provision-ports.ts";

/** How the dev server is started. */
export interface StartDevServerOptions {
  /** The project's state folder; the server lives in `temporal/` under it. */
  readonly stateFolder: string;
  /** Default: what `provisionDevServer` finds. */
  readonly executable?: string;
  /** Build the server where it cannot be had otherwise. Default: no. */
  readonly build?: boolean;
  /** Default: the port of the last start where it is free, else any free one. A port that is taken is refused. */
  readonly port?: number;
  readonly log?: (message: string) => void;
  readonly ports?: ProvisionPorts;
}
/** A dev server that answers. */
export interface DevServer {
  /** `127.0.0.1:<port>`. */
  readonly address: string;
  readonly namespace: string;
  readonly pid: number;
  /** True when it was already running. */
  readonly reused: boolean;
}

/** The namespace that the dev server has from its first moment. */
export const DEV_NAMESPACE = "default";
const READY_MS = 60_000;
const PORT_WAIT_MS = 3000;

// Stock settings poll one shard's queue every 50 ms, which alone costs 50 to 100 ms a leaf.
const DYNAMIC_CONFIG = [
  "system.enableActivityEagerExecution=true",
  "history.transferProcessorMaxPollRPS=2000",
  "history.timerProcessorMaxPollRPS=2000",
];

// It outlives this process: it must not carry our keys.
const SERVER_ENVIRONMENT = ["PATH", "HOME", "TMPDIR", "TEMP", "SystemRoot", "USERPROFILE"];

/**
 * Starts the project's own dev server, or finds the one that runs. It is a process group of its own and outlives the
 * caller, listens on loopback only, and keeps its runs in a SQLite file: after a kill, the next start goes on with them.
 * Rejects with `perdure.server_unavailable`, or `perdure.port_taken` for a port asked for by name.
 */
export async function startDevServer(options: StartDevServerOptions): Promise<DevServer> {
  const { stateFolder, log = () => undefined } = options;
  const running = await readDevServerState(stateFolder);
  if (running !== undefined && (await isServing(running))) return served(running, true);
  const files = devServerFiles(stateFolder);
  await mkdir(files.folder, { recursive: true, mode: 0o700 });
  const clock = { sleep: (milliseconds: number) => sleep(milliseconds).then(() => undefined) };
  const waiting = (pid: number) => log(`Process ${pid} is already starting the dev server; waiting for it …`);
  return withFileLock(files.lock, clock, waiting, async () => {
    const last = await readDevServerState(stateFolder);
    if (last !== undefined && (await isOurs(last))) {
      // Somebody else started it a moment ago, and it may not answer yet.
      await ready(last.address, last.pid, files.log);
      return served(last, true);
    }
    const executable = options.executable ?? (await provisionDevServer(options)).path;
    const port = await choosePort(options.port, last?.address);
    const state = await launch(executable, port, stateFolder);
    await writeDevServerState(stateFolder, state);
    await ready(state.address, state.pid, files.log);
    return served(state, false);
  });
}

const served = (state: DevServerState, reused: boolean): DevServer => ({
  address: state.address,
  namespace: DEV_NAMESPACE,
  pid: state.pid,
  reused,
});

async function choosePort(asked: number | undefined, lastAddress: string | undefined): Promise<number> {
  if (asked !== undefined) {
    if (await isFree(asked)) return asked;
    throw createFailure("perdure.port_taken", { message: `Port ${asked} on 127.0.0.1 is in use.` });
  }
  // The same port again, so that what recorded the address finds its runs after a restart. A process that was killed a
  // moment ago may still hold it.
  const last = Number(lastAddress?.split(":").at(-1) ?? Number.NaN);
  const deadline = Date.now() + PORT_WAIT_MS;
  while (Number.isInteger(last)) {
    if (await isFree(last)) return last;
    if (Date.now() > deadline) break;
    await sleep(50);
  }
  return freePort();
}

async function launch(executable: string, port: number, stateFolder: string): Promise<DevServerState> {
  const files = devServerFiles(stateFolder);
  const output = await open(files.log, "a", 0o600);
  const args = ["server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", String(port)];
  args.push("--db-filename", files.database, "--namespace", DEV_NAMESPACE, "--log-level", "warn");
  for (const setting of DYNAMIC_CONFIG) args.push("--dynamic-config-value", setting);
  try {
    const child = spawn(executable, args, {
      detached: true,
      stdio: ["ignore", output.fd, output.fd],
      env: Object.fromEntries(SERVER_ENVIRONMENT.map((name) => [name, process.env[name]])),
    });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("spawn", () => resolve(child.pid as number));
    }).catch((error: Error) => {
      throw createFailure("perdure.server_unavailable", {
        message: `${executable} could not be started (${error.message}).`,
      });
    });
    child.unref();
    return {
      schema: 1,
      pid,
      address: `127.0.0.1:${port}`,
      database: files.database,
      executable,
      started_at: new Date().toISOString(),
    };
  } finally {
    await output.close();
  }
}

async function ready(address: string, pid: number, logFile: string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    if (await hasNamespace(address)) return;
    if (!isAlive(pid) || Date.now() > deadline) {
      const last = (await readFile(logFile, "utf8").catch(() => "")).trim().split("\n").slice(-3).join(" | ");
      throw createFailure("perdure.server_unavailable", {
        message: `The dev server did not come up at ${address}. The end of ${logFile}: ${last.slice(0, 500)}`,
      });
    }
    await sleep(100);
  }
}

async function hasNamespace(address: string): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 1000 });
    await connection.withDeadline(Date.now() + 1000, async () => {
      await connection?.workflowService.describeNamespace({ namespace: DEV_NAMESPACE });
    });
    return true;
  } catch {
    // Every refusal before it serves means "not yet"; the caller's deadline ends the wait.
    return false;
  } finally {
    await connection?.close();
  }
}
