import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { isAlive, type EmulatorState } from "./emulator-state.ts";

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A recorded emulator that leaves the first questions unanswered. */
async function emulatorSilentFor(questions: number, pid: number): Promise<EmulatorState> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    if (asked > questions) response.end(JSON.stringify({ emulator: "perdure", instance: "one" }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, pid, started_at: 0, instance: "one", token: "t", latency_ms: 0 };
}

describe("an emulator that is slow to say who it is", () => {
  it("is asked again while its process lives", async () => {
    expect(await isAlive(await emulatorSilentFor(2, process.pid), 50)).toBe(true);
  });

  it("is not when its process is gone, nor for ever", async () => {
    expect(await isAlive(await emulatorSilentFor(2, 2 ** 22), 50)).toBe(false);
    expect(await isAlive(await emulatorSilentFor(100, process.pid), 50)).toBe(false);
  });
});
