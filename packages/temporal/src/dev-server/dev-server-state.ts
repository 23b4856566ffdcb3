import { readFile, rename, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { isAlive } from "./file-lock.ts";

/** Where the project's own dev server runs. */
export interface DevServerState {
  readonly schema: 1;
  readonly pid: number;
  /** `127.0.0.1:<port>`. */
  readonly address: string;
  readonly database: string;
  readonly executable: string;
  /** ISO 8601. */
  readonly started_at: string;
}

/** Where the dev server keeps its things: all inside one folder of the state folder. */
export function devServerFiles(stateFolder: string) {
  const folder = join(stateFolder, "temporal");
  return {
    folder,
    state: join(folder, "dev-server.json"),
    database: join(folder, "temporal.db"),
    log: join(folder, "dev-server.log"),
    lock: join(folder, "dev-server.lock"),
  };
}

/** The state that the last start wrote; undefined when there is none. */
export async function readDevServerState(stateFolder: string): Promise<DevServerState | undefined> {
  try {
    const state = JSON.parse(await readFile(devServerFiles(stateFolder).state, "utf8")) as DevServerState;
    return state.schema === 1 && Number.isInteger(state.pid) ? state : undefined;
  } catch {
    // Absent or half-written by nobody we know: the same as never started.
    return undefined;
  }
}

export async function writeDevServerState(stateFolder: string, state: DevServerState): Promise<void> {
  const { state: file } = devServerFiles(stateFolder);
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(state, null, 2)}\n`);
  await rename(temporary, file);
}

/** True while the process lives, is still that server, and its port answers. */
export async function isServing(state: DevServerState): Promise<boolean> {
  return (await isOurs(state)) && (await answers(state.address));
}

/** True while the process id still belongs to the server that the state names, as far as this machine can tell. */
export async function isOurs(state: DevServerState): Promise<boolean> {
  if (!isAlive(state.pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    // A process id is used again after a reboot: the command line says who it is. A zombie has none.
    return (await readFile(`/proc/${state.pid}/cmdline`, "utf8")).includes(state.database);
  } catch {
    return false;
  }
}

/** True when something accepts connections at `host:port`. */
function answers(address: string): Promise<boolean> {
  const split = address.lastIndexOf(":");
  return new Promise((resolve) => {
    const socket = connect({ host: address.slice(0, split), port: Number(address.slice(split + 1)), timeout: 1000 });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => finish(true));
    socket.once("timeout", () => finish(false));
    socket.once("error", () => finish(false));
  });
}
