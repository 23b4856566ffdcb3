// Records the history of each run of `replay-runs.fixture.ts` on a dev server into src/__fixtures__. A fixture that exists
// is never written again: what it shows must replay for ever. Run: node --conditions=@perdure/source scripts/record-history.mjs
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client, Connection } from "@temporalio/client";
import { temporal } from "../src/client/index.ts";
import { workflowIdOf } from "../src/contract/names.ts";
import { startDevServer, stopDevServer } from "../src/dev-server/index.ts";
import { backendHost } from "../src/testing/backend-host.fixture.ts";
import { REPLAY_RUNS } from "../src/testing/replay-runs.fixture.ts";

// The SDK's own protobuf namespaces are not there for an ES module's named imports.
const { historyToJSON } = createRequire(import.meta.url)("@temporalio/common/lib/proto-utils.js");
const folder = fileURLToPath(new URL("../src/__fixtures__/", import.meta.url));
const fileOf = ({ name }) => join(folder, `history-${name}.json`);
const missing = REPLAY_RUNS.filter((run) => !existsSync(fileOf(run)));
const stateFolder = await mkdtemp(join(tmpdir(), "perdure-record-"));
try {
  if (missing.length > 0) await record(missing);
} finally {
  await stopDevServer(stateFolder);
  await rm(stateFolder, { recursive: true, force: true });
}

async function record(runs) {
  await mkdir(folder, { recursive: true });
  const { address } = await startDevServer({ stateFolder, log: console.error });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  for (const run of runs) {
    const backend = temporal({ address })(backendHost(run.leaves()));
    await backend.execute(run.job).catch((error) => {
      if (!run.fails) throw error;
    });
    await backend.close();
    const history = await client.workflow.getHandle(workflowIdOf(run.job.run_id)).fetchHistory();
    await writeFile(fileOf(run), `${JSON.stringify(JSON.parse(historyToJSON(history)), null, 1)}\n`);
    console.error(`${fileOf(run)}: ${history.events.length} events`);
  }
  await connection.close();
}
