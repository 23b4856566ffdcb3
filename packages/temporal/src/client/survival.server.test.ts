import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { NodeRecord } from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isAlive } from "../dev-server/file-lock.ts";
import { startDevServer, stopDevServer } from "../dev-server/index.ts";
import type { DevServer } from "../dev-server/index.ts";
import { backendHost } from "../testing/backend-host.fixture.ts";
import { scriptedLeaves } from "../testing/scripted-leaves.fixture.ts";
import { sequenceJob } from "../testing/sequence-job.fixture.ts";
import { embeddedQueueOf } from "../contract/names.ts";
import { createPerdureWorker } from "../worker/create-perdure-worker.ts";
import { installQuietRuntime } from "../worker/quiet-runtime.ts";
import { temporal } from "./temporal.ts";

let stateFolder: string;
let server: DevServer;
beforeAll(async () => {
  installQuietRuntime(() => undefined);
  stateFolder = await mkdtemp(join(tmpdir(), "perdure-survival-"));
  server = await startDevServer({ stateFolder });
}, 60_000);
afterAll(async () => {
  await stopDevServer(stateFolder);
  await rm(stateFolder, { recursive: true });
});

// Longer than any test may take: what happens before it does not owe it to the server's patience.
const PATIENT_MS = 3_600_000;

/** Starts a process that drives a run, waits until it is inside leaf `b`, and kills it. */
async function killedInsideB(runId: string, effect: string, heartbeat_ms = PATIENT_MS): Promise<readonly string[]> {
  const script = fileURLToPath(new URL("../testing/stuck-run.fixture.ts", import.meta.url));
  const args = ["--conditions=@perdure/source", script, server.address, runId, effect, String(heartbeat_ms)];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const started: string[] = [];
  if (child.stdout === null) throw new Error("the process has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    started.push(line);
    if (line === "b") child.kill("SIGKILL");
  }
  return started;
}
/** A promise and what opens it. */
function gate() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}
const backendOf = (leaves: ReturnType<typeof scriptedLeaves>) =>
  temporal({ address: server.address })(backendHost(leaves));

describe("a run on the dev server", { timeout: 60_000 }, () => {
  it("goes on at once after its process was killed, and repeats only the leaf in flight", async () => {
    expect(await killedInsideB("killed", "billable")).toEqual(["a", "b"]);
    const leaves = scriptedLeaves();
    const backend = backendOf(leaves);
    const watching = await backend.attach("killed");
    expect((await watching.status()).state).toBe("interrupted");
    const handle = await backend.resume("killed");
    const result = await handle.result();
    expect(leaves.ledger.map(({ node, attempt }) => [node, attempt])).toEqual([
      ["main/b", 2],
      ["main/c", 1],
    ]);
    expect(Object.keys(result.memory.root)).toEqual(expect.arrayContaining(["a", "b", "c"]));
    expect((await watching.result()).memory).toEqual(result.memory);
    await backend.close();
  });

  it("goes on where another worker serves its queue, when the server misses the sign of life", async () => {
    expect(await killedInsideB("killed-unseen", "billable", 1500)).toEqual(["a", "b"]);
    const leaves = scriptedLeaves();
    const queue = embeddedQueueOf("killed-unseen");
    const worker = await createPerdureWorker({ address: server.address, task_queue: queue, leaves });
    const running = worker.run();
    const backend = backendOf(scriptedLeaves());
    const handle = await backend.attach("killed-unseen");
    expect(Object.keys((await handle.result()).memory.root)).toContain("c");
    expect(leaves.ledger.map(({ node, attempt }) => [node, attempt])).toEqual([
      ["main/b", 2],
      ["main/c", 1],
    ]);
    await worker.stop();
    await Promise.all([running, backend.close()]);
  });

  it("is refused to a second driver while a live one drives it", async () => {
    const inside = gate();
    const release = gate();
    const leaves = scriptedLeaves({
      async a() {
        inside.resolve();
        await release.promise;
        return "alone";
      },
    });
    const [first, second] = [backendOf(leaves), backendOf(scriptedLeaves())];
    const handle = await first.start(sequenceJob("driven", ["a", "b"]));
    await inside.promise;
    const refused: unknown = await second.resume("driven").catch((reason: unknown) => reason);
    expect(isFailureError(refused) && refused.report.code).toBe("perdure.run_in_progress");
    release.resolve();
    await handle.result();
    expect(leaves.tries()).toEqual({ a: 1, b: 1 });
    await Promise.all([first.close(), second.close()]);
  });

  it("does not repeat an effectful leaf whose worker is lost", async () => {
    expect(await killedInsideB("killed-effectful", "effectful")).toEqual(["a", "b"]);
    const leaves = scriptedLeaves();
    const backend = backendOf(leaves);
    const handle = await backend.resume("killed-effectful");
    const error: unknown = await handle.result().catch((reason: unknown) => reason);
    expect(isFailureError(error) && error.report).toMatchObject({
      code: "perdure.worker_lost",
      category: "ambiguous",
      location: { pipe: "shop.b", node: "main/b" },
    });
    expect(leaves.ledger).toEqual([]);
    await backend.close();
  });

  it("can be cancelled while its process is gone", async () => {
    expect(await killedInsideB("killed-cancelled", "billable")).toEqual(["a", "b"]);
    const leaves = scriptedLeaves();
    const backend = backendOf(leaves);
    const handle = await backend.attach("killed-cancelled");
    await handle.cancel("no longer wanted");
    expect((await handle.status()).state).toBe("canceled");
    expect(leaves.tries()["c"]).toBeUndefined();
    const told: unknown = await handle.result().catch((reason: unknown) => reason);
    expect(isFailureError(told) && told.report).toMatchObject({
      code: "run.cancelled",
      message: "The run was cancelled: no longer wanted.",
    });
    await backend.close();
  });

  it("is not followed for ever when the process that drove it is gone", async () => {
    expect(await killedInsideB("killed-watched", "billable")).toEqual(["a", "b"]);
    const backend = backendOf(scriptedLeaves());
    const handle = await backend.attach("killed-watched");
    const shown: string[] = [];
    for await (const { node } of handle.events()) shown.push(node.node_id);
    const told: unknown = await handle.result().catch((reason: unknown) => reason);
    expect(isFailureError(told) && told.report).toMatchObject({
      code: "run.not_finished",
      user_action: { detail: expect.stringContaining("perdure resume killed-watched") as string },
    });
    await backend.close();
  });

  it("cannot be cancelled after it has completed", async () => {
    const backend = backendOf(scriptedLeaves());
    const handle = await backend.start(sequenceJob("cancelled-late", ["a"]));
    await handle.result();
    const refused: unknown = await handle.cancel().catch((reason: unknown) => reason);
    expect(isFailureError(refused) && refused.report.code).toBe("run.already_ended");
    expect((await handle.status()).state).toBe("completed");
    await backend.close();
  });

  it("shows a leaf that waits for its next attempt, and why", async () => {
    const leaves = scriptedLeaves({
      a: (_call, { attempt }) => {
        if (attempt > 1) return "at last";
        throw createFailure("provider.rate_limited", { message: "Limited.", retry_after_ms: 2500 });
      },
    });
    const backend = backendOf(leaves);
    const seen: NodeRecord[] = [];
    await backend.execute(sequenceJob("waits", ["a"]), { onEvent: ({ node }) => void seen.push(node) });
    const records = seen.filter(({ node_id }) => node_id === "main/a");
    expect(records.find(({ status }) => status === "waiting")).toMatchObject({
      attempt: 2,
      next_attempt_at: expect.any(Number) as number,
      failure: { code: "provider.rate_limited" },
    });
    expect(records.at(-1)).toMatchObject({ status: "succeeded", attempt: 2 });
    const sequence = records.map(({ seq }) => seq);
    expect(sequence).toEqual([...new Set(sequence)].sort((left, right) => left - right));
    await backend.close();
  });

  it("survives the death of the server, which comes back on its file", async () => {
    const inside = gate();
    const release = gate();
    const leaves = scriptedLeaves({
      async b() {
        inside.resolve();
        await release.promise;
        return "after the restart";
      },
    });
    const backend = backendOf(leaves);
    const handle = await backend.start(sequenceJob("server-killed", ["a", "b", "c"]));
    await inside.promise;
    process.kill(server.pid, "SIGKILL");
    // A process that is dying answers for a moment longer.
    await vi.waitFor(() => expect(isAlive(server.pid)).toBe(false), 10_000);
    const again = await startDevServer({ stateFolder });
    expect(again.address).toBe(server.address);
    server = again;
    release.resolve();
    const result = await handle.result();
    expect(result.memory.root["b"]?.value).toMatchObject({ inline: { text: "after the restart" } });
    expect(leaves.tries()["a"]).toBe(1);
    await backend.close();
  });

  it("is left by a backend that closes although its leaf does not listen to its cancellation", async () => {
    const inside = gate();
    const leaves = scriptedLeaves({
      a: () => {
        inside.resolve();
        return new Promise<never>(() => undefined);
      },
    });
    const backend = backendOf(leaves);
    const handle = await backend.start(sequenceJob("deaf", ["a"]));
    await inside.promise;
    await backend.close();
    await expect(handle.result()).rejects.toMatchObject({ report: { code: "run.not_finished" } });
  });

  it("lists its runs with their states", async () => {
    const backend = backendOf(scriptedLeaves());
    const handle = await backend.start(sequenceJob("listed", ["a"]));
    await handle.result();
    const seen = new Map<string, string>();
    for await (const run of backend.list()) seen.set(run.run_id, `${run.entry} ${run.state}`);
    expect(seen.get("listed")).toBe("shop.main completed");
    await backend.close();
  });
});
