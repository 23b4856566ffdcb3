// Measures what a durable leaf costs on a dev server: node --conditions=@perdure/source scripts/measure.mjs
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { temporal } from "../src/client/index.ts";
import { workflowIdOf } from "../src/contract/names.ts";
import { startDevServer, stopDevServer } from "../src/dev-server/index.ts";
import { backendHost } from "../src/testing/backend-host.fixture.ts";
import { scriptedLeaves } from "../src/testing/scripted-leaves.fixture.ts";
import { batchJob, sequenceJob } from "../src/testing/sequence-job.fixture.ts";
import { createPerdureWorker, workflowBundle } from "../src/worker/index.ts";

const stateFolder = await mkdtemp(join(tmpdir(), "perdure-measure-"));
const { address } = await timed("dev server start", () => startDevServer({ stateFolder }));
try {
  await timed("workflow bundle (from sources: made once)", workflowBundle);
  const client = new Client({ connection: await Connection.connect({ address }) });
  const leaves = scriptedLeaves();
  const worker = await timed("worker start", () => createPerdureWorker({ address, task_queue: "measure", leaves }));
  worker.run();
  const backend = temporal({ address, worker: "fleet", task_queue: "measure" })(backendHost(leaves));
  const codes = (count) => Array.from({ length: count }, (_, index) => `s${index}`);
  await backend.execute(sequenceJob("warm", ["a"]));
  await measure("1 leaf", 1, sequenceJob("one", ["a"]));
  await measure("100 leaves one after another", 100, sequenceJob("sequence", codes(100)));
  await measure("200 leaves in a batch, 8 at a time", 200, batchJob("batch", 200));
  async function measure(what, count, job) {
    const started = performance.now();
    await backend.execute(job);
    const ms = performance.now() - started;
    const { events } = await client.workflow.getHandle(workflowIdOf(job.run_id)).fetchHistory();
    console.log(
      `${what}: ${Math.round(ms)} ms, ${(ms / count).toFixed(1)} ms a leaf, ${(events.length / count).toFixed(2)} events a leaf`,
    );
  }
  await worker.stop();
  await client.connection.close();
} finally {
  await stopDevServer(stateFolder);
  await rm(stateFolder, { recursive: true, force: true });
}

async function timed(what, work) {
  const started = performance.now();
  const value = await work();
  console.log(`${what}: ${Math.round(performance.now() - started)} ms`);
  return value;
}
