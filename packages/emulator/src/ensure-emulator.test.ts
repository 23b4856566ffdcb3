import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isAlive, readEmulatorState } from "./emulator-state.ts";
import { ensureEmulator } from "./ensure-emulator.ts";
import { readLedger } from "./ledger.ts";
import { startEmulator } from "./start-emulator.ts";
import { stopEmulator } from "./stop-emulator.ts";

describe("the emulator process", { timeout: 30_000 }, () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "perdure-emulator-"));
  });
  afterEach(async () => {
    await stopEmulator(folder);
    rmSync(folder, { recursive: true });
  });

  it("is started once, shared, recorded for its owner alone, and stopped", async () => {
    const ledgerFile = join(folder, "ledger.jsonl");
    const [first, second] = await Promise.all([ensureEmulator(folder, { ledgerFile }), ensureEmulator(folder)]);
    expect(second).toEqual(await ensureEmulator(folder));
    expect(statSync(join(folder, "emulator.json")).mode & 0o777).toBe(0o600);
    await fetch(`${second.url}/v1/models`);
    expect(first.pid).not.toBe(process.pid);
    expect(await stopEmulator(folder)).toBe(true);
    expect(await isAlive(second)).toBe(false);
    expect(readEmulatorState(folder)).toBeUndefined();
  });

  it("keeps its ledger over its death", async () => {
    const ledgerFile = join(folder, "ledger.jsonl");
    for (const _ of [1, 2]) {
      const { url } = await ensureEmulator(folder, { ledgerFile });
      await fetch(`${url}/v1/models`);
      await stopEmulator(folder);
    }
    expect(readLedger(ledgerFile).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it("does not trust an address that answers with another identity", async () => {
    const stranger = await startEmulator();
    const claimed = {
      url: stranger.url,
      pid: process.pid,
      started_at: 0,
      instance: "another",
      token: "t",
      latency_ms: 0,
    };
    writeFileSync(join(folder, "emulator.json"), JSON.stringify(claimed));
    expect(await stopEmulator(folder)).toBe(false);
    writeFileSync(join(folder, "emulator.json"), JSON.stringify(claimed));
    expect((await ensureEmulator(folder)).url).not.toBe(stranger.url);
    await stranger.close();
  });

  it.each([
    ["a process that is gone", String(2 ** 22), 0],
    ["nobody, long ago", "", 60_000],
  ])("takes over a lock of %s", async (_, holder, age) => {
    const lock = join(folder, "emulator.lock");
    writeFileSync(lock, holder);
    const then = new Date(Date.now() - age);
    utimesSync(lock, then, then);
    expect(await isAlive(await ensureEmulator(folder))).toBe(true);
  });

  it("ends by itself when nobody asks anything of it", async () => {
    const state = await ensureEmulator(folder, { idle_timeout_ms: 50 });
    await expect.poll(() => isRunning(state.pid), { timeout: 10_000 }).toBe(false);
    expect(readEmulatorState(folder)).toBeUndefined();
  });

  it("names the reason when its process cannot start", async () => {
    const faultPlanFile = join(folder, "faults.json");
    writeFileSync(faultPlanFile, "{}");
    await expect(ensureEmulator(folder, { faultPlanFile })).rejects.toMatchObject({
      report: { code: "perdure.emulator_unavailable" },
    });
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
