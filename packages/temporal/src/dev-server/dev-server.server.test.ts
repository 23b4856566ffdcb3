import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isFailureError } from "@perdure/failures";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { devServerStatus, startDevServer, stopDevServer } from "./index.ts";

let stateFolder: string;
beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "perdure-dev-server-"));
});
afterEach(async () => {
  await stopDevServer(stateFolder);
  await rm(stateFolder, { recursive: true });
});

describe("the project's own dev server", { timeout: 60_000 }, () => {
  it("is started once, found again, and stopped", async () => {
    expect(await devServerStatus(stateFolder)).toEqual({ running: false });
    const [first, second] = await Promise.all([startDevServer({ stateFolder }), startDevServer({ stateFolder })]);
    expect(first.pid).toBe(second.pid);
    expect(new Set([first.reused, second.reused])).toEqual(new Set([false, true]));
    expect(first.address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(await devServerStatus(stateFolder)).toMatchObject({ running: true, server: { address: first.address } });
    expect((await stat(join(stateFolder, "temporal"))).mode & 0o777).toBe(0o700);
    expect(await stopDevServer(stateFolder)).toBe(true);
    expect(await devServerStatus(stateFolder)).toMatchObject({ running: false });
    expect(await stopDevServer(stateFolder)).toBe(false);
  });

  it("comes back at the same address after it was killed", async () => {
    const killed = await startDevServer({ stateFolder });
    process.kill(killed.pid, "SIGKILL");
    await vi.waitUntil(async () => !(await devServerStatus(stateFolder)).running, { timeout: 10_000 });
    const again = await startDevServer({ stateFolder });
    expect(again).toMatchObject({ address: killed.address, reused: false });
    expect(again.pid).not.toBe(killed.pid);
  });

  it("refuses a port that is in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const error: unknown = await startDevServer({ stateFolder, port }).catch((reason: unknown) => reason);
    expect(isFailureError(error) && error.report.code).toBe("perdure.port_taken");
    await new Promise((resolve) => void other.close(resolve));
  });

  it("says what is wrong when the executable is no server", async () => {
    const error: unknown = await startDevServer({ stateFolder, executable: "/bin/false" }).catch(
      (reason: unknown) => reason,
    );
    expect(isFailureError(error) && error.report.code).toBe("perdure.server_unavailable");
  });
});
