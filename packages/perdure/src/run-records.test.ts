import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunRecord } from "./run-record.ts";
import { createRunRecords } from "./run-records.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "perdure-records-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const recordOf = (run_id: string, more: Partial<RunRecord> = {}): RunRecord => ({
  schema: 1,
  run_id,
  backend: "temporal",
  worker: "embedded",
  entry: "shop.main",
  crate: { fingerprint: "0", ref: "perdure://sha256/0" } as unknown as RunRecord["crate"],
  method: "shop.mthds",
  providers: [],
  results: "",
  started_at: 1,
  process: process.pid,
  state: "running",
  ...more,
});
/** The id of a process that has ended. */
const endedProcess = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

describe("the record of a run that says it runs", () => {
  const stateOf = async (more: Partial<RunRecord>) => {
    const records = createRunRecords(folder);
    await records.create(recordOf("one", more));
    const [listed] = await records.list();
    expect((await records.read("one")).state).toBe(listed?.state);
    return listed?.state;
  };

  it("is believed while its process lives", async () => {
    expect(await stateOf({})).toBe("running");
  });

  it.each(["direct", "journal", "temporal"])(
    "is an interrupted one when its process is gone, on %s",
    async (backend) => {
      expect(await stateOf({ backend, process: endedProcess() })).toBe("interrupted");
    },
  );

  it("is believed where a fleet works, whoever started it", async () => {
    expect(await stateOf({ worker: "fleet", process: endedProcess() })).toBe("running");
  });
});
