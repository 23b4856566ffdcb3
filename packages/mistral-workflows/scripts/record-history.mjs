// Records the histories of each run of `replay-runs.fixture.ts` on a dev server into src/__fixtures__. A fixture that exists is never
// written again: what it shows must replay for ever. Run: node --conditions=@perdure/source scripts/record-history.mjs
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createFakeLeaves } from "@perdure/engine/testing";
import { startDevServer, stopDevServer } from "@perdure/temporal/dev-server";
import { Client, Connection } from "@temporalio/client";
import { mistralWorkflows } from "../src/index.ts";
import { temporalHost } from "../src/hosts/temporal/index.ts";
import { testHost } from "../src/testing/bridge.fixture.ts";
import { REPLAY_RUNS } from "../src/testing/replay-runs.fixture.ts";
import { executionIdOf } from "../src/workflows/execution-ids.ts";

// The SDK's own protobuf namespaces are not there for an ES module's named imports.
const { historyToJSON } = createRequire(import.meta.url)("@temporalio/common/lib/proto-utils.js");
const folder = fileURLToPath(new URL("../src/__fixtures__/", import.meta.url));
const stateFolder = await mkdtemp(join(tmpdir(), "perdure-record-"));
try {
  await mkdir(folder, { recursive: true });
  const { address } = await startDevServer({ stateFolder, log: console.error });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  for (const { name, mode, job, answer } of REPLAY_RUNS) {
    if (existsSync(join(folder, `history-${name}.json`))) continue;
    const workflows = temporalHost({ address });
    const backend = mistralWorkflows({ mode, host: workflows })(testHost(createFakeLeaves(answer)));
    await backend.execute(job).catch((error) => console.error(`${name}: ${error.message}`));
    const root = executionIdOf(job.run_id);
    let unit = 0;
    for await (const { workflowId } of client.workflow.list({ query: 'WorkflowType STARTS_WITH "mthds_"' })) {
      if (
        !workflowId.startsWith(root) ||
        (workflowId !== root && !/^-[0-9a-f]{16}$/u.test(workflowId.slice(root.length)))
      )
        continue;
      const file = workflowId === root ? `history-${name}.json` : `history-${name}-unit-${(unit += 1)}.json`;
      const history = await client.workflow.getHandle(workflowId).fetchHistory();
      // Who worked is nobody's business.
      const text = historyToJSON(history).replaceAll(new RegExp(`\\d+@${hostname()}`, "gu"), "worker");
      await writeFile(join(folder, file), `${JSON.stringify(JSON.parse(text), null, 1)}\n`);
      console.error(`${file}: ${history.events.length} events`);
    }
    await backend.close();
    await workflows.close();
  }
  await connection.close();
} finally {
  await stopDevServer(stateFolder);
  await rm(stateFolder, { recursive: true, force: true });
}
