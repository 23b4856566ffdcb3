import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedPort } from "./closed-port.mjs";
import { createProject, METHOD } from "./project.mjs";

describe("a project that turns Temporal on in its perdure.toml", { timeout: 180_000 }, () => {
  let project;
  const configure = (...lines) => writeFileSync(join(project.folder, "perdure.toml"), `${lines.join("\n")}\n`);
  const run = (runId, ...more) => project.run(["run", METHOD, "--emulated", "--run-id", runId, ...more]);
  beforeAll(async () => {
    project = await createProject({ withServer: true });
  }, 120_000);
  afterAll(() => project?.close(), 60_000);

  it("runs the same method there without a flag, with the results of direct", async () => {
    expect((await run("by-default")).stderr).toContain("direct, in this process");
    configure("[temporal]", "is_enabled = true");
    const { code, stderr } = await run("configured");
    expect([code, stderr]).toEqual([0, expect.stringMatching(/Temporal at 127\.0\.0\.1:\d+.*perdure\.toml/u)]);
    expect(project.results("configured")).toEqual(project.results("by-default"));
    const flagged = await run("flagged", "--backend", "direct");
    expect([flagged.code, flagged.stderr]).toEqual([0, expect.stringContaining("direct, in this process")]);
  });

  it("is told that a configured server does not answer, and gets no other", async () => {
    const address = `127.0.0.1:${await closedPort()}`;
    configure("[temporal]", "is_enabled = true", `address = "${address}"`);
    const { code, stdout, stderr } = await run("nowhere", "--json");
    expect([code, stdout]).toEqual([1, ""]);
    expect(JSON.parse(stderr).error).toMatchObject({
      code: "perdure.backend_unreachable",
      message: expect.stringContaining(address),
    });
    expect(existsSync(join(project.folder, "results", "nowhere"))).toBe(false);
  });
});
