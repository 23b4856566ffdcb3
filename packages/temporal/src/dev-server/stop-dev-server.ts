import { setTimeout as sleep } from "node:timers/promises";
import { isOurs, isServing, readDevServerState } from "./dev-server-state.ts";
import type { DevServerState } from "./dev-server-state.ts";

/** What is known of the project's dev server; the rest of a state is what the last start wrote. */
export type DevServerStatus =
  | { readonly running: false; readonly last?: DevServerState }
  | { readonly running: true; readonly server: DevServerState };
const GRACE_MS = 10_000;

/** Whether the project's dev server runs, and where. */
export async function devServerStatus(stateFolder: string): Promise<DevServerStatus> {
  const state = await readDevServerState(stateFolder);
  if (state === undefined) return { running: false };
  return (await isServing(state)) ? { running: true, server: state } : { running: false, last: state };
}

/**
 * Stops the project's dev server: asked first, after ten seconds without asking. Its runs stay in its file, and its
 * state, so that the next start takes the same port. Resolves false when none ran.
 */
export async function stopDevServer(stateFolder: string): Promise<boolean> {
  const state = await readDevServerState(stateFolder);
  if (state === undefined || !(await isOurs(state))) return false;
  signal(state.pid, "SIGTERM");
  const deadline = Date.now() + GRACE_MS;
  while (await isOurs(state)) {
    if (Date.now() > deadline) signal(state.pid, "SIGKILL");
    await sleep(50);
  }
  return true;
}

function signal(pid: number, name: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
