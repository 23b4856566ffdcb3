import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { currentProcess, livenessOf, type ProcessIdentity } from "@perdure/journal";
import { describe, expect, it } from "vitest";
import type { RunRecord } from "./run-record.ts";
import { createRunRecords } from "./run-records.ts";
import { failureOf } from "./testing/failure-of.ts";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();
const recordOf = (run_id: string, more: Partial<RunRecord> = {}): RunRecord => ({
  schema: 1,
  run_id,
  backend: "journal",
  entry: "shop.main",
  crate: { fingerprint: "f", content: `perdure://sha256/${"a".repeat(64)}` },
  method: "/shop.mthds",
  providers: ["emulated"],
  results: "/results",
  started_at: 1,
  process: currentProcess(),
  state: "running",
  ...more,
});
const recordsIn = (state: string) => createRunRecords(state, livenessOf);
const plant = (state: string, name: string, text: string): void => {
  mkdirSync(join(state, "runs"), { recursive: true });
  writeFileSync(join(state, "runs", name), text);
};

describe("the records of runs", () => {
  it("are given back as they were written, in files for their owner alone", async () => {
    const state = folder();
    const record = recordOf("one", { address: "127.0.0.1:7233", is_own_server: true, namespace: "default" });
    await recordsIn(state).create(record);
    expect(await recordsIn(state).read("one")).toEqual(record);
    expect(readdirSync(join(state, "runs"))).toEqual(["one.json"]);
    expect(statSync(join(state, "runs", "one.json")).mode & 0o777).toBe(0o600);
  });

  it("belong to whoever was first, whoever else tries in the same moment", async () => {
    const state = folder();
    const tries = Array.from({ length: 20 }, (_, index) =>
      recordsIn(state).create(recordOf("one", { started_at: index })),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ report: { code: "perdure.run_already_exists" } });
    }
    expect(readdirSync(join(state, "runs"))).toEqual(["one.json"]);
  });

  it("change whole: a reader never sees half of one, and nothing is left beside them", async () => {
    const state = folder();
    const records = recordsIn(state);
    await records.create(recordOf("one"));
    const states = ["failed", "completed", "canceled", "interrupted"] as const;
    const changes = Promise.all(states.map((one, index) => records.note("one", { state: one, ended_at: index })));
    for (let look = 0; look < 50; look += 1) expect((await records.read("one")).run_id).toBe("one");
    await changes;
    expect(readdirSync(join(state, "runs"))).toEqual(["one.json"]);
    await records.note("nobody", { state: "failed" });
    expect(readdirSync(join(state, "runs"))).toEqual(["one.json"]);
  });

  it("are listed newest first, and a damaged one hides no other", async () => {
    const state = folder();
    const records = recordsIn(state);
    expect(await records.list()).toEqual([]);
    await records.create(recordOf("older", { started_at: 1 }));
    await records.create(recordOf("newer", { started_at: 2 }));
    plant(state, "torn.json", '{"schema": 1, "run_id"');
    plant(state, "torn.json.abc.partial", "");
    plant(state, "notes.txt", "");
    expect((await records.list()).map(({ run_id }) => run_id)).toEqual(["newer", "older"]);
  });

  it.each([
    ["torn", '{"schema": 1, "run_id"', "perdure.file_unreadable"],
    ["null", "null", "perdure.file_unreadable"],
    ["without a member", JSON.stringify({ ...recordOf("one"), results: undefined }), "perdure.file_unreadable"],
    ["with a wrong member", JSON.stringify({ ...recordOf("one"), providers: "emulated" }), "perdure.file_unreadable"],
    ["of another run", JSON.stringify(recordOf("other")), "perdure.file_unreadable"],
    [
      "with a crate elsewhere",
      JSON.stringify(recordOf("one", { crate: { fingerprint: "f", content: "perdure://sha256/../x" } })),
      "perdure.file_unreadable",
    ],
    ["of a later version", JSON.stringify({ ...recordOf("one"), schema: 2 }), "perdure.schema_unsupported"],
  ])("that are %s are refused with their file", async (_, text, code) => {
    const state = folder();
    plant(state, "one.json", text);
    const report = await failureOf(() => recordsIn(state).read("one"));
    expect(report).toMatchObject({ code, location: { file: join(state, "runs", "one.json") } });
    expect(await failureOf(() => recordsIn(state).create(recordOf("one")))).toMatchObject({
      code: "perdure.run_already_exists",
    });
  });

  it("keep what a later version added to them", async () => {
    const state = folder();
    plant(state, "one.json", JSON.stringify({ ...recordOf("one"), colour: "blue" }));
    await recordsIn(state).note("one", { state: "failed", ended_at: 5 });
    const kept: unknown = JSON.parse(readFileSync(join(state, "runs", "one.json"), "utf8"));
    expect(kept).toMatchObject({ colour: "blue", state: "failed", ended_at: 5 });
  });

  it.each(["../outside", "", ".", "a/b", "a".repeat(64), "a.json"])("never take %s for a run's id", async (id) => {
    const records = recordsIn(folder());
    for (const act of [() => records.read(id), () => records.create(recordOf(id)), () => records.note(id, {})]) {
      expect(await failureOf(act)).toMatchObject({ code: "request.invalid" });
    }
  });

  it("say which run nobody knows, and which folder cannot be written", async () => {
    const state = folder();
    expect(await failureOf(() => recordsIn(state).read("one"))).toMatchObject({ code: "run.not_found" });
    writeFileSync(join(state, "runs"), "a file");
    expect(await failureOf(() => recordsIn(state).create(recordOf("one")))).toMatchObject({
      code: "perdure.folder_not_writable",
    });
    expect(await failureOf(() => recordsIn(state).list())).toMatchObject({ code: "perdure.file_unreadable" });
  });
});

describe("a run that says it runs", () => {
  const stateOf = async (process: ProcessIdentity, more: Partial<RunRecord> = {}) => {
    const records = recordsIn(folder());
    await records.create(recordOf("one", { process, ...more }));
    const [listed] = await records.list();
    const read = await records.read("one");
    expect(listed?.state).toBe(read.state);
    return read.state;
  };

  it("runs while its process lives", async () => {
    expect(await stateOf(currentProcess())).toBe("running");
  });

  it("was interrupted when its process id belongs to another process by now", async () => {
    expect(await stateOf({ ...currentProcess(), started: "1" })).toBe("interrupted");
  });

  it("was interrupted when the machine has started again since, whoever has its process id", async () => {
    expect(await stateOf({ ...currentProcess(), boot: "another" })).toBe("interrupted");
  });

  it.each(["direct", "journal", "temporal"])("was interrupted when its process is gone, on %s", async (backend) => {
    const ended = { ...currentProcess(), pid: spawnSync(process.execPath, ["-e", ""]).pid };
    expect(await stateOf(ended, { backend })).toBe("interrupted");
  });

  it("is believed where its process cannot be seen, and where a fleet works, whoever started it", async () => {
    expect(await stateOf({ ...currentProcess(), host: "elsewhere" })).toBe("running");
    expect(await stateOf({ ...currentProcess(), started: "1" }, { worker: "fleet" })).toBe("running");
  });

  it("and has ended is what it says, whatever became of its process", async () => {
    expect(await stateOf({ ...currentProcess(), started: "1" }, { state: "failed" })).toBe("failed");
  });
});
