import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startsByNode } from "./leaf-ledger.mjs";
import { createProject, METHOD } from "./project.mjs";
import { leavesInHistory, serverOf } from "./recorded-leaves.mjs";
import { until } from "./until.mjs";
import { NONE, wrongRepeats } from "./wrong-repeats.mjs";

describe("a run whose Temporal server is killed", { timeout: 180_000 }, () => {
  let project;
  let undisturbed;
  beforeAll(async () => {
    project = await createProject({ latency_ms: 150, withServer: true });
    expect((await project.run(["run", METHOD, "--emulated", "--run-id", "undisturbed"])).code).toBe(0);
    undisturbed = project.results("undisturbed");
  }, 120_000);
  afterAll(() => project?.close(), 60_000);

  const started = async (runId, lines) => {
    const command = project.start(["run", METHOD, "--emulated", "--run-id", runId, "--backend", "temporal"]);
    await until(() => !command.isAlive() || project.leafLedger(runId).length >= lines, `${lines} ledger lines`);
    expect(command.isAlive()).toBe(true);
    return command;
  };
  const repeatsOf = (runId, known) =>
    wrongRepeats({ runId, leafLines: project.leafLedger(runId), calls: project.providerLedger(), ...known });

  it("together with the run is finished by resume, which brings the server up again on its file", async () => {
    const command = await started("both-killed", 20);
    // Asked before the server is gone: what is recorded after that counts as in flight.
    const recorded = await leavesInHistory(project, "both-killed");
    const server = serverOf(project.state);
    process.kill(server.pid, "SIGKILL");
    command.kill("SIGKILL");
    await command.ended;
    const before = startsByNode(project.leafLedger("both-killed"));
    expect((await project.run(["runs"])).stdout).toMatch(/^both-killed +interrupted .*perdure resume both-killed$/mu);
    const resumed = await project.run(["resume", "both-killed"]);
    expect([resumed.code, resumed.stderr]).toEqual([0, expect.any(String)]);
    expect(serverOf(project.state)).toMatchObject({ address: server.address, database: server.database });
    expect(serverOf(project.state).pid).not.toBe(server.pid);
    expect(project.results("both-killed")).toEqual(undisturbed);
    expect(recorded.size).toBeGreaterThan(0);
    expect(repeatsOf("both-killed", { before, recorded })).toEqual(NONE);
  });

  it("alone goes on in its process once the server is back", async () => {
    const command = await started("server-killed", 20);
    const recorded = await leavesInHistory(project, "server-killed");
    process.kill(serverOf(project.state).pid, "SIGKILL");
    const before = startsByNode(project.leafLedger("server-killed"));
    const restarted = await project.run(["temporal", "start-dev"]);
    expect([restarted.code, restarted.stderr]).toEqual([0, expect.any(String)]);
    const { code, stderr } = await command.ended;
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    expect(project.results("server-killed")).toEqual(undisturbed);
    expect(repeatsOf("server-killed", { before, recorded })).toEqual(NONE);
  });
});
