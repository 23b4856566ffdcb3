import { setTimeout as wait } from "node:timers/promises";
import { isAlive, readEmulatorState, removeEmulatorState } from "./emulator-state.ts";

/** Ends the emulator of a state folder and forgets it; true when one was running. A process that does not prove to be ours is left alone. */
export async function stopEmulator(stateFolder: string): Promise<boolean> {
  const state = readEmulatorState(stateFolder);
  if (state === undefined) return false;
  const wasAlive = await isAlive(state);
  if (wasAlive) {
    await fetch(`${state.url}/_perdure/stop`, { method: "POST", headers: { authorization: `Bearer ${state.token}` } });
    for (let tries = 0; tries < 200 && (await isAlive(state)); tries += 1) await wait(10);
  }
  removeEmulatorState(stateFolder, state.instance);
  return wasAlive;
}
