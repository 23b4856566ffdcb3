import { Worker } from "@temporalio/worker";
import type { History } from "@temporalio/common/lib/proto-utils.js";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { REPLAY_RUNS } from "../../testing/replay-runs.fixture.ts";
import { installQuietRuntime } from "./quiet-runtime.ts";
import { workflowBundle } from "./workflow-bundle.ts";

const { historyFromJSON } = createRequire(import.meta.url)("@temporalio/common/lib/proto-utils.js") as {
  readonly historyFromJSON: (json: unknown) => History;
};
const folder = new URL("../../__fixtures__/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.startsWith("history-"));
const read = (file: string): History => historyFromJSON(JSON.parse(readFileSync(new URL(file, folder), "utf8")));

async function replay(file: string, change: (history: History) => History = (history) => history): Promise<void> {
  installQuietRuntime();
  const id = read(file).events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId;
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, change(read(file)), id ?? "");
}

describe("a recorded history", () => {
  it("exists for every run that must replay, and for the units of native ones", () => {
    for (const { name, mode } of REPLAY_RUNS) {
      expect(files).toContain(`history-${name}.json`);
      if (mode === "mistral_native") expect(files).toContain(`history-${name}-unit-1.json`);
    }
  });

  it.each(files)("%s replays on the workflow code of today", { timeout: 60_000 }, (file) => replay(file));

  it("is caught when the workflow code of today does something else", { timeout: 60_000 }, async () => {
    const renamed = (history: History): History => {
      for (const event of history.events ?? []) {
        const { activityTaskScheduledEventAttributes: scheduled } = event;
        if (scheduled?.activityType) scheduled.activityType.name = "another";
      }
      return history;
    };
    await expect(replay("history-native.json", renamed)).rejects.toThrow(/[Nn]ondeterminism/u);
  });
});
