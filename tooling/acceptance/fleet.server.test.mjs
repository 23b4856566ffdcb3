import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startsByNode } from "./leaf-ledger.mjs";
import { createProject, METHOD } from "./project.mjs";
import { leavesInHistory } from "./recorded-leaves.mjs";
import { until } from "./until.mjs";
import { NONE, wrongRepeats } from "./wrong-repeats.mjs";

describe("a run that a fleet of workers serves", { timeout: 240_000 }, () => {
  let project;
  beforeAll(async () => {
    project = await createProject({ latency_ms: 300, withServer: true });
    expect((await project.run(["run", METHOD, "--emulated", "--run-id", "undisturbed"])).code).toBe(0);
    expect((await project.run(["temporal", "start-dev"])).code).toBe(0);
    writeFileSync(join(project.folder, "perdure.toml"), '[temporal]\nis_enabled = true\nworker = "fleet"\n');
  }, 120_000);
  afterAll(() => project?.close(), 60_000);

  it("outlives its worker, and the command that started it", async () => {
    const runId = "served";
    const first = project.start(["worker"]);
    const run = project.start(["run", METHOD, "--emulated", "--run-id", runId]);
    await until(() => !run.isAlive() || project.leafLedger(runId).length >= 20, "20 lines of the leaf ledger");
    run.kill("SIGINT");
    expect(await run.ended).toMatchObject({ code: 130 });

    first.kill("SIGKILL");
    await first.ended;
    const before = startsByNode(project.leafLedger(runId));
    const recorded = await leavesInHistory(project, runId);
    const second = project.start(["worker"]);
    const { code, stderr } = await project.run(["watch", runId]);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    expect(project.results(runId)).toEqual(project.results("undisturbed"));
    const ledgers = { leafLines: project.leafLedger(runId), calls: project.providerLedger() };
    expect(wrongRepeats({ runId, ...ledgers, before, recorded })).toEqual(NONE);

    second.kill("SIGINT");
    expect(await second.ended).toMatchObject({ code: 130 });
  });
});
