import { join } from "node:path";
import { readEmulatorState } from "@perdure/emulator";
import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import type { CommandPorts, RunningWorker } from "../ports.ts";
import { runCommand } from "../run-command.ts";
import { createFakeIo } from "../testing/fake-io.ts";
import { createFakePorts, type FakePortsOptions } from "../testing/fake-ports.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

function setUp(options: FakePortsOptions = {}) {
  const folder = temporaryFolder();
  const io = createFakeIo({ folder });
  const ports = createFakePorts(options);
  return { folder, io, ports, command: (...args: readonly string[]) => runCommand(args, ports, io) };
}

describe("worker", () => {
  const working = (part: Partial<RunningWorker> = {}) => {
    const stopped: string[] = [];
    const worker: RunningWorker = {
      task_queue: "documents",
      ended: new Promise(() => undefined),
      stop: () => Promise.resolve(void stopped.push("stopped")),
      ...part,
    };
    const asked: unknown[] = [];
    return {
      stopped,
      asked,
      backend: { startWorker: (work: unknown) => Promise.resolve(worker).finally(() => void asked.push(work)) },
    };
  };

  it("serves the queue that is asked for until Ctrl-C, then finishes what is in flight: 130", async () => {
    const { backend, stopped, asked } = working();
    const { command, io, ports } = setUp({ backend });
    const running = command("worker", "--task-queue", "documents");
    await io.listening;
    expect(io.written.stderr).toBe("Working: the temporal of a test, queue documents. Ctrl-C stops it.\n");
    io.interrupt();
    expect(await running).toBe(130);
    expect({ stopped, asked }).toEqual({ stopped: ["stopped"], asked: [{ task_queue: "documents" }] });
    expect(ports.asked.facades[0]?.functions).toBe(true);
    expect(ports.asked.calls).toEqual(["close facade", "close backend"]);
  });

  it("ends with the failure of a worker that breaks, and listens for Ctrl-C no more", async () => {
    const failure = createFailure("perdure.backend_unreachable", { message: "It is gone." });
    const { backend } = working({ ended: Promise.reject(failure) });
    const { command, io } = setUp({ backend });
    expect(await command("worker", "--json")).toBe(1);
    expect(JSON.parse(io.written.stderr)).toMatchObject({ error: { code: "perdure.backend_unreachable" } });
    expect(io.interrupt()).toBe(false);
  });

  it("is refused by a backend that has none", async () => {
    const { command, io } = setUp();
    expect(await command("worker")).toBe(1);
    expect(io.written.stderr).toContain("[runtime.unsupported]");
  });
});

describe("temporal", () => {
  const withServer = (devServer: Partial<CommandPorts["devServer"]>) => {
    const ports = createFakePorts();
    return setUp({ ports: { devServer: { ...ports.devServer, ...devServer } } });
  };

  it("starts the project's server, and says whether it ran already", async () => {
    const asked: unknown[] = [];
    for (const [started, word] of [
      [true, "started"],
      [false, "runs"],
    ] as const) {
      const { command, io, folder } = withServer({
        start: ({ say, ...request }) => {
          asked.push(request);
          say("Downloading …");
          return Promise.resolve({ address: "127.0.0.1:7233", pid: 7, started });
        },
      });
      expect(await command("temporal", "start-dev", "--build")).toBe(0);
      expect(io.written.stderr).toBe(`Downloading …\nTemporal ${word} at 127.0.0.1:7233 (process 7).\n`);
      expect(asked.at(-1)).toEqual({ project: folder, state_folder: join(folder, ".perdure"), build: true });
    }
  });

  it("gives a port that is taken as one failure", async () => {
    const taken = createFailure("perdure.port_taken", { message: "Port 7233 is in use." });
    const { command, io } = withServer({ start: () => Promise.reject(taken) });
    expect(await command("temporal", "start-dev", "--json")).toBe(1);
    expect(JSON.parse(io.written.stderr)).toMatchObject({ error: { code: "perdure.port_taken" } });
  });

  it("stops it, and shows where it runs", async () => {
    const { command, io } = withServer({
      stop: () => Promise.resolve(false),
      status: () => Promise.resolve({ address: "127.0.0.1:7233", pid: 7 }),
    });
    expect(await command("temporal", "stop-dev")).toBe(0);
    expect(await command("temporal", "status")).toBe(0);
    expect(io.written).toEqual({
      stderr: "It was not running.\n",
      stdout: "running at 127.0.0.1:7233 (process 7)\n",
    });
  });
});

describe("emulator", () => {
  it("is started once, and says where it is to whoever reads its output", async () => {
    const { command, io, folder } = setUp();
    try {
      expect(await command("emulator", "start")).toBe(0);
      expect(await command("emulator", "start")).toBe(0);
      const [url = "", ...others] = io.written.stdout.trimEnd().split("\n");
      expect(others).toEqual([url]);
      expect((await fetch(`${url}/v1/models`)).status).toBe(200);
      expect(readEmulatorState(join(folder, ".perdure"))?.url).toBe(url);
    } finally {
      expect(await command("emulator", "stop")).toBe(0);
    }
    expect(io.written.stderr).toBe("Stopped.\n");
  });

  it("says that none runs, and stops none", async () => {
    const { command, io } = setUp();
    expect(await command("emulator", "status")).toBe(0);
    expect(await command("emulator", "stop")).toBe(0);
    expect(io.written).toEqual({ stdout: "not running\n", stderr: "It was not running.\n" });
  });
});
