import { memoryContents } from "@perdure/engine";
import type { BackendHost } from "@perdure/engine";
import type { BackendClock } from "../backend-under-test.ts";
import { createScriptedLeaves } from "./scripted-leaves.ts";
import type { ScriptedLeaves } from "./scripted-leaves.ts";

/** A host whose leaves do as each run's script says. */
export interface KitHost extends BackendHost {
  readonly leaves: ScriptedLeaves;
}

/** 2026-01-01T00:00:00Z: where a clock of our own starts. */
const START_MS = 1_767_225_600_000;

/** What every instance of a backend is given during a proof: the same leaves, contents and clock. */
export function createKitHost(clock: BackendClock, log: (message: string) => void = () => undefined): KitHost {
  const contents = memoryContents();
  const leaves = createScriptedLeaves(contents);
  const common = { contents, leaves, random: () => 0.5, log };
  return clock === "virtual" ? { ...common, ...virtualClock() } : { ...common, ...realClock };
}

type Clock = Pick<BackendHost, "now" | "sleepUntil">;

/** A clock that a wait moves on at once. */
function virtualClock(): Clock {
  let now = START_MS;
  return {
    now: () => now,
    sleepUntil: async (time, signal) => {
      await new Promise(setImmediate);
      if (!signal.aborted) now = Math.max(now, time);
    },
  };
}

const realClock: Clock = {
  now: () => Date.now(),
  sleepUntil: (time, signal) =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, time - Date.now()));
      signal.addEventListener("abort", end);
      if (signal.aborted) end();
    }),
};
