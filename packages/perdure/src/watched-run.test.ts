import type { RunHandle, RunState } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { expect, it } from "vitest";
import { watchedRun } from "./watched-run.ts";

const failure = createFailure("provider.failed", { message: "No." });
/** What is noted of a run that fails, when its backend says this of its state. */
async function notedOf(state: RunState | undefined): Promise<readonly RunState[]> {
  const noted: RunState[] = [];
  const handle: RunHandle = {
    run_id: "one",
    status: () =>
      state === undefined
        ? Promise.reject(failure)
        : Promise.resolve({ run_id: "one", entry: "d.main", started_at: 0, nodes: [], state }),
    result: () => Promise.reject(failure),
    cancel: () => Promise.resolve(),
    events: () => {
      throw new Error("not asked for");
    },
    detach: () => Promise.resolve(),
  };
  const watched = watchedRun(handle, (end) => Promise.resolve(void noted.push(end)));
  await expect(watched.result()).rejects.toBe(failure);
  return noted;
}

it.each(["completed", "failed", "canceled"] as const)("notes that a watched run has %s", async (state) => {
  expect(await notedOf(state)).toEqual([state]);
});

it.each(["running", "interrupted", undefined] as const)(
  "notes nothing of a run that has not ended, whatever watching came to: %s",
  async (state) => {
    expect(await notedOf(state)).toEqual([]);
  },
);
