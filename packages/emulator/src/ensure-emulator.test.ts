import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isAlive, readEmulatorState } from "./emulator-state.ts";
import { ensureEmulator } from "./ensure-emulator.ts";
import { isRunning } from "./is-running.ts";
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
    const record = () => writeFileSync(join(folder, "emulator.json"), JSON.stringify(claimed), { mode: 0o600 });
    record();
    expect(await stopEmulator(folder)).toBe(false);
    record();
    expect((await ensureEmulator(folder)).url).not.toBe(stranger.url);
    await stranger.close();
  });

  it("asks nothing of an address whose record is not its own, whatever would answer there", async () => {
    const { server, port, connections } = await listen();
    const file = join(folder, "emulator.json");
    const plant = (url: string, mode: number): void => {
      const claimed = { url, pid: process.pid, started_at: 0, instance: "planted", token: "t", latency_ms: 0 };
      writeFileSync(file, JSON.stringify(claimed));
      chmodSync(file, mode);
    };
    // Another machine, a name that may mean anything, another host behind ours; and what others can read, as a checked-out file is.
    const planted = [
      [`http://127.0.0.2:${port}`, 0o600],
      [`http://localhost:${port}`, 0o600],
      [`http://127.0.0.1:1@127.0.0.2:${port}`, 0o600],
      [`https://127.0.0.1:${port}`, 0o600],
      [`http://127.0.0.1:${port}`, 0o644],
    ] as const;
    for (const [url, mode] of planted) {
      plant(url, mode);
      expect([url, readEmulatorState(folder), await stopEmulator(folder)]).toEqual([url, undefined, false]);
    }
    const own = await ensureEmulator(folder);
    expect([own.instance === "planted", connections(), statSync(file).mode & 0o777]).toEqual([false, 0, 0o600]);
    await new Promise((resolve) => server.close(resolve));
  });

  it("asks nothing of an address whose record is a link to somewhere else", async () => {
    const elsewhere = join(folder, "elsewhere.json");
    const { url } = await ensureEmulator(folder);
    renameSync(join(folder, "emulator.json"), elsewhere);
    symlinkSync(elsewhere, join(folder, "emulator.json"));
    expect(readEmulatorState(folder)).toBeUndefined();
    rmSync(join(folder, "emulator.json"));
    renameSync(elsewhere, join(folder, "emulator.json"));
    expect(readEmulatorState(folder)?.url).toBe(url);
  });

  it("keeps a ledger and a fault plan in the state folder, which outlive it, when it is told of no others", async () => {
    const { url, token } = await ensureEmulator(folder);
    const plan = [{ id: "later", match: { nth: 2 }, fault: { status: 503 } }];
    const authorization = `Bearer ${token}`;
    await fetch(`${url}/_perdure/faults`, { method: "PUT", headers: { authorization }, body: JSON.stringify(plan) });
    const statuses = [(await fetch(`${url}/v1/models`)).status];
    await stopEmulator(folder);
    const again = await ensureEmulator(folder);
    statuses.push((await fetch(`${again.url}/v1/models`)).status);
    expect(statuses).toEqual([200, 503]);
    expect(readLedger(join(folder, "emulator-ledger.jsonl")).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it("sees nothing of its caller's environment", async () => {
    process.env["PERDURE_TEST_SECRET_KEY"] = "sk-secret";
    try {
      const { pid } = await ensureEmulator(folder);
      const seen = process.platform === "linux" ? readFileSync(`/proc/${pid}/environ`, "utf8") : "";
      expect(seen).not.toContain("sk-secret");
    } finally {
      delete process.env["PERDURE_TEST_SECRET_KEY"];
    }
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
    const state = await ensureEmulator(folder, { idle_timeout_ms: 2000 });
    await expect.poll(() => isRunning(state.pid), { timeout: 20_000 }).toBe(false);
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

async function listen(): Promise<{ server: Server; port: number; connections: () => number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  return { server, port: (server.address() as AddressInfo).port, connections: () => connections };
}
