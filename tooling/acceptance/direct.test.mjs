import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, METHOD } from "./project.mjs";
import { until } from "./until.mjs";

describe("a direct run", { timeout: 180_000 }, () => {
  let project;
  beforeAll(async () => {
    project = await createProject({ latency_ms: 400 });
  }, 120_000);
  afterAll(() => project?.close(), 60_000);

  it("is cancelled by Ctrl-C, and leaves no results", async () => {
    const run = project.start(["run", METHOD, "--emulated", "--run-id", "interrupted"]);
    await until(() => !run.isAlive() || project.providerLedger().length > 0, "the first provider call");
    run.kill("SIGINT");
    const { code, stdout, stderr } = await run.ended;
    expect([code, stdout, stderr]).toEqual([130, "", expect.stringContaining("interrupted cancelled")]);
    expect(existsSync(join(project.folder, "results", "interrupted"))).toBe(false);
    const { stdout: runs } = await project.run(["runs", "--json"]);
    expect(JSON.parse(runs)).toMatchObject([{ run_id: "interrupted", state: "canceled" }]);
  });
});
