// The proof that a run gets over failures that pass, alone or with a person's help, the same for every durable backend.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startsByNode } from "./leaf-ledger.mjs";
import { createProject, METHOD } from "./project.mjs";

const EXAMINING = { contains: "List what" };

/** Retried leaves and resumed failures on the backend. */
export function describeRecovery({ mode, flags, withServer, recordedLeaves }) {
  describe(`a run on ${mode} that meets failures`, { timeout: 180_000 }, () => {
    let project;
    let undisturbed;
    beforeAll(async () => {
      project = await createProject({ withServer });
      expect((await project.run(["run", METHOD, "--emulated", "--run-id", "undisturbed"])).code).toBe(0);
      undisturbed = project.results("undisturbed");
      if (withServer) expect((await project.run(["temporal", "start-dev"])).code).toBe(0);
    }, 120_000);
    afterAll(() => project?.close(), 60_000);

    const run = (runId) => project.run(["run", METHOD, "--emulated", ...flags, "--run-id", runId, "--json"]);
    const stateOf = async (runId) =>
      JSON.parse((await project.run(["runs", "--json"])).stdout).find(({ run_id }) => run_id === runId)?.state;

    it("tries the leaf again, no other, and gives the results of a run without failures", async () => {
      const faults = [
        { id: "busy", match: EXAMINING, times: 1, fault: { status: 429, retry_after: 3 } },
        { id: "cut", match: { contains: "Answer the buyer's question" }, times: 2, fault: { drop: "mid_body" } },
      ];
      await project.setFaults(faults);
      const { code, stderr } = await run("retried");
      expect([code, stderr]).toEqual([0, ""]);
      expect(project.results("retried")).toEqual(undisturbed);
      const repeated = [...startsByNode(project.leafLedger("retried"))].filter(([, count]) => count > 1);
      expect(repeated).toEqual([
        [expect.stringMatching(/\/examine_by_kind\/examine_\w+$/u), 2],
        ["review_supplier/assess_supplier", 3],
      ]);
    });

    it("fails while the cause lasts, and is resumed once it is gone, calling only what is missing", async () => {
      await project.setFaults([{ id: "refused", match: EXAMINING, fault: { status: 401 } }]);
      const failed = await run("refused");
      expect(failed.code).toBe(1);
      const { error } = JSON.parse(failed.stderr);
      expect(error.code).toBe("provider.credential_refused");
      expect(await stateOf("refused")).toBe("failed");
      expect((await project.run(["runs"])).stdout).toContain("perdure resume refused");
      const recorded = await recordedLeaves(project, "refused");
      expect(recorded.size).toBeGreaterThan(10);

      const again = await project.run(["resume", "refused", "--json"]);
      expect([again.code, JSON.parse(again.stderr).error]).toEqual([1, error]);
      expect(existsSync(join(project.folder, "results", "refused"))).toBe(false);

      await project.setFaults([]);
      const resumed = await project.run(["resume", "refused"]);
      expect([resumed.code, resumed.stderr]).toEqual([0, expect.any(String)]);
      expect(await stateOf("refused")).toBe("completed");
      expect(project.results("refused")).toEqual(undisturbed);
      const starts = startsByNode(project.leafLedger("refused"));
      expect([...recorded].filter((node) => starts.get(node) !== 1)).toEqual([]);
    });
  });
}
