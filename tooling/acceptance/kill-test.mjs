// The proof that a run survives the death of its process, the same for every durable backend.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startsByNode } from "./leaf-ledger.mjs";
import { createProject, METHOD } from "./project.mjs";
import { SEED, seededFraction } from "./seeded-fraction.mjs";
import { until } from "./until.mjs";
import { NONE, runsByNode, wrongRepeats } from "./wrong-repeats.mjs";

const RUNS = 10;
const LATENCY_MS = 150;
const CONCURRENCIES = [8, 1, 3, 2];

/** Ten runs on the backend, each killed once at a moment of its own and resumed. */
export function describeKills({ mode, flags, withServer, recordedLeaves }) {
  describe(`a run on ${mode} whose processes are killed (seed ${SEED})`, { timeout: 240_000 }, () => {
    let project;
    let undisturbed;
    let leafCount;
    beforeAll(async () => {
      project = await createProject({ latency_ms: LATENCY_MS, withServer });
      const { code, stderr } = await project.run(["run", METHOD, "--emulated", "--run-id", "undisturbed"]);
      expect([code, stderr]).toEqual([0, expect.any(String)]);
      undisturbed = project.results("undisturbed");
      leafCount = startsByNode(project.leafLedger("undisturbed")).size;
      // The first run would wait for the server's start, the others would not.
      if (withServer) expect((await project.run(["temporal", "start-dev"])).code).toBe(0);
    }, 120_000);
    afterAll(() => project?.close(), 60_000);

    it.concurrent.for(Array.from({ length: RUNS }, (_, index) => index))(
      "is finished by resume, with the same results and no recorded leaf run twice: %i",
      async (index) => {
        const killed = await killedRun(index);
        const resumed = await project.run(["resume", killed.runId]);
        expect([killed.moment, resumed.code, resumed.stderr]).toEqual([killed.moment, 0, expect.any(String)]);
        expect(project.results(killed.runId)).toEqual(undisturbed);
        expect(wrongRepeats({ ...ledgersOf(killed.runId), ...killed })).toEqual(NONE);
        report(killed);
      },
    );

    it("is finished by a second resume when the first one is killed, too", async () => {
      const { runId, moment, recorded } = await killedRun(0, "twice");
      const linesBefore = project.leafLedger(runId).length;
      const resume = project.start(["resume", runId]);
      const goal = linesBefore + 20;
      await until(() => !resume.isAlive() || project.leafLedger(runId).length >= goal, "20 more lines");
      resume.kill("SIGKILL");
      await resume.ended;
      const again = { lines: project.leafLedger(runId).length, recorded: await recordedLeaves(project, runId) };
      const resumed = await project.run(["resume", runId]);
      expect([moment, resumed.code, resumed.stderr]).toEqual([moment, 0, expect.any(String)]);
      expect(project.results(runId)).toEqual(undisturbed);
      const startedAfter = (count) => [...startsByNode(project.leafLedger(runId).slice(count)).keys()];
      expect(startedAfter(linesBefore).filter((node) => recorded.has(node))).toEqual([]);
      expect(again.recorded.size).toBeGreaterThan(0);
      expect(startedAfter(again.lines).filter((node) => again.recorded.has(node))).toEqual([]);
    });

    const ledgersOf = (runId) => ({ runId, leafLines: project.leafLedger(runId), calls: project.providerLedger() });

    /** Starts a run and kills its group after a number of ledger lines and a part of the latency. */
    async function killedRun(index, name = "once") {
      for (let attempt = 1; ; attempt += 1) {
        const label = `${mode}-${name}-${index}-${attempt}`;
        const runId = `kill-${label}`;
        const lines = Math.max(1, Math.floor(((index + seededFraction(`${label} lines`)) / RUNS) * 2 * leafCount));
        const delay_ms = seededFraction(`${label} delay`) * LATENCY_MS;
        const concurrency = CONCURRENCIES[index % CONCURRENCIES.length];
        const moment = `${lines} lines of the leaf ledger and ${delay_ms.toFixed(0)} ms, ${concurrency} at once`;
        const args = ["run", METHOD, "--emulated", "--run-id", runId, "--max-concurrency", String(concurrency)];
        const command = project.start([...args, ...flags]);
        await until(() => !command.isAlive() || project.leafLedger(runId).length >= lines, moment);
        await new Promise((resolve) => setTimeout(resolve, delay_ms));
        if (command.isAlive()) command.kill("SIGKILL");
        const { code, signal, stderr } = await command.ended;
        if (signal === "SIGKILL") {
          expect(stderr).toContain(`npx perdure resume ${runId}`);
          const before = startsByNode(project.leafLedger(runId));
          return { runId, moment, before, recorded: await recordedLeaves(project, runId) };
        }
        // It was faster than we: another moment.
        expect([moment, code, stderr]).toEqual([moment, 0, expect.any(String)]);
      }
    }

    function report({ runId, moment, before, recorded }) {
      const counts = runsByNode(ledgersOf(runId));
      const inFlight = [...before.keys()].filter((node) => !recorded.has(node));
      const repeated = [...counts.values()].filter((count) => count > 1);
      console.log(
        `${runId}: killed after ${moment}; ${recorded.size} of ${counts.size} leaves recorded, ` +
          `${inFlight.length} in flight, ${repeated.length} repeated`,
      );
    }
  });
}
