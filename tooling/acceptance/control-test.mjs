// What other processes and Ctrl-C can do with a run, the same for every durable backend.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, METHOD } from "./project.mjs";
import { until } from "./until.mjs";

// Longer than any of these tests takes: a run goes on when it is told to hurry, and not before.
const SLOW_MS = 600_000;

/** Watching, cancelling, leaving and taking up again a run on the backend. */
export function describeControl({ mode, flags, withServer }) {
  describe(`a live run on ${mode}`, { timeout: 180_000 }, () => {
    let project;
    beforeAll(async () => {
      project = await createProject({ withServer });
      if (withServer) expect((await project.run(["temporal", "start-dev"])).code).toBe(0);
    }, 120_000);
    afterAll(() => project?.close(), 60_000);

    /** A run that another process has the time to meet: its provider is slow until `hurry`. */
    const started = async (runId, more = []) => {
      await project.setLatency(SLOW_MS);
      const command = project.start(["run", METHOD, "--emulated", "--run-id", runId, ...flags, ...more]);
      await until(() => !command.isAlive() || project.leafLedger(runId).length > 0, "the first ledger line");
      expect([command.isAlive(), command.stderr()]).toEqual([true, expect.any(String)]);
      return command;
    };
    const hurry = () => project.setLatency(0);
    const stateOf = async (runId) => {
      const { stdout } = await project.run(["runs", "--json"]);
      return JSON.parse(stdout).find(({ run_id }) => run_id === runId)?.state;
    };
    const resultsOf = (runId) => join(project.folder, "results", runId);

    it("is followed to its end by watch from another process", async () => {
      const run = await started("watched");
      const watch = project.start(["watch", "watched"]);
      await until(() => !watch.isAlive() || watch.stderr().includes("review_document"), "what the run does");
      expect(run.isAlive()).toBe(true);
      await hurry();
      const [driven, watched] = await Promise.all([run.ended, watch.ended]);
      expect([driven.code, driven.stderr]).toEqual([0, expect.any(String)]);
      expect([watched.code, watched.stderr]).toEqual([0, expect.stringContaining("watched completed")]);
      expect(await stateOf("watched")).toBe("completed");
      expect(existsSync(join(resultsOf("watched"), "graph.html"))).toBe(true);
    });

    it("is ended by cancel from another process, and leaves no results", async () => {
      const run = await started("cancelled", ["--json"]);
      expect(await project.run(["cancel", "cancelled", "--reason", "a newer one"])).toMatchObject({ code: 0 });
      const { code, stderr } = await run.ended;
      const failure = { code: "run.cancelled", message: "The run was cancelled: a newer one." };
      expect([code, JSON.parse(stderr).error]).toEqual([1, expect.objectContaining(failure)]);
      const watched = await project.run(["watch", "cancelled", "--json"]);
      expect([watched.code, JSON.parse(watched.stderr).error]).toEqual([1, expect.objectContaining(failure)]);
      expect(await stateOf("cancelled")).toBe("canceled");
      expect(existsSync(resultsOf("cancelled"))).toBe(false);
    });

    it("is not watched for ever when its process dies, and can be cancelled then", async () => {
      const run = await started("dead");
      run.kill("SIGKILL");
      await run.ended;
      await hurry();
      const watched = await project.run(["watch", "dead", "--json"]);
      expect([watched.code, JSON.parse(watched.stderr).error.code]).toEqual([1, "run.not_finished"]);
      expect(await project.run(["cancel", "dead"])).toMatchObject({ code: 0 });
      expect(await stateOf("dead")).toBe("canceled");
    });

    it("is left alone by Ctrl-C, which names the command that finishes it", async () => {
      const run = await started("left");
      run.kill("SIGINT");
      await until(() => run.stderr().includes("Leaving the run"), "that Ctrl-C was heard");
      await hurry();
      const { code, stderr } = await run.ended;
      expect([code, stderr]).toEqual([130, expect.stringMatching(/^Left run left\. .*npx perdure resume left$/mu)]);
      expect(stderr).not.toContain("failed");
      expect(await stateOf("left")).toBe("interrupted");
      expect(existsSync(resultsOf("left"))).toBe(false);
      const resumed = await project.run(["resume", "left"]);
      expect([resumed.code, resumed.stderr]).toEqual([0, expect.stringContaining("left completed")]);
      expect(await stateOf("left")).toBe("completed");
    });

    it("is not driven by a second process", async () => {
      const run = await started("driven");
      const second = await project.run(["resume", "driven", "--json"]);
      expect([second.code, second.stderr]).toEqual([1, expect.stringContaining("perdure.run_in_progress")]);
      await hurry();
      const { code, stderr } = await run.ended;
      expect([code, stderr]).toEqual([0, expect.any(String)]);
      const late = await project.run(["cancel", "driven", "--json"]);
      expect([late.code, JSON.parse(late.stderr).error.code]).toEqual([1, "run.already_ended"]);
      expect(await stateOf("driven")).toBe("completed");
    });
  });
}
