import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createFakeLeaves } from "@perdure/engine/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { journal } from "./journal.ts";
import { journalHost, temporaryJournal } from "./testing/journal-host.fixture.ts";

let place: ReturnType<typeof temporaryJournal>;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

/** Starts a process that drives a run, and gives what it started until it was inside leaf `b`, and how to kill it. */
async function stuckInB() {
  const script = fileURLToPath(new URL("testing/stuck-run.fixture.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@perdure/source", script, place.file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const started: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    started.push(line);
    if (line === "b") break;
  }
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  return { started, kill };
}

describe("a run whose process is killed", { timeout: 30_000 }, () => {
  it("is taken up at once by another process, which repeats only the leaf in flight", async () => {
    const { started, kill } = await stuckInB();
    expect(started).toEqual(["a", "b"]);
    const leaves = createFakeLeaves((call) => ({ text: call.node_id.slice("main/".length) }));
    const backend = journal({ file: place.file })({ ...journalHost(leaves), now: Date.now });
    const watching = await backend.attach("killed");
    expect((await watching.status()).state).toBe("running");
    await expect(backend.resume("killed")).rejects.toMatchObject({ report: { code: "perdure.run_in_progress" } });
    await kill();
    expect((await watching.status()).state).toBe("interrupted");
    await expect(watching.result()).rejects.toMatchObject({ report: { code: "run.not_finished" } });
    const result = await (await backend.resume("killed")).result();
    expect(leaves.calls).toEqual([
      { node_id: "main/b", attempt: 2 },
      { node_id: "main/c", attempt: 1 },
    ]);
    expect(result.nodes.map(({ node_id, restored, attempt }) => [node_id, restored, attempt])).toEqual([
      ["main", undefined, undefined],
      ["main/a", true, 1],
      ["main/b", undefined, 2],
      ["main/c", undefined, 1],
    ]);
    await backend.close();
  });
});
