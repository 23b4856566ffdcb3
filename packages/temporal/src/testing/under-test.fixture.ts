import type { BackendSurroundings, BackendUnderTest } from "@perdure/conformance";
import type { BackendHost } from "@perdure/engine";
import { temporal } from "../client/temporal.ts";
import type { WorkerMode } from "../contract/run-contract.ts";
import { startDevServer } from "../dev-server/start-dev-server.ts";
import { stopDevServer } from "../dev-server/stop-dev-server.ts";
import { createPerdureWorker } from "../worker/create-perdure-worker.ts";
import { startTimeSkippingServer } from "./time-skipping.fixture.ts";
import type { StartedServer } from "./time-skipping.fixture.ts";

const QUEUE = "conformance";
const GRACE_MS = 100;

const devServer = async (folder: string): Promise<StartedServer> => {
  const { address } = await startDevServer({ stateFolder: folder });
  return { address, stop: () => stopDevServer(folder) };
};

/** A server, and for a fleet the one worker that serves it. */
async function surroundings(server: StartedServer, mode: WorkerMode, host: BackendHost): Promise<BackendSurroundings> {
  const { address } = server;
  if (mode === "embedded") return { state: { address }, tearDown: async () => void (await server.stop()) };
  const { leaves } = host;
  const work = async () => {
    const worker = await createPerdureWorker({ address, task_queue: QUEUE, leaves, shutdown_grace_ms: GRACE_MS });
    worker.run().catch(() => undefined);
    return worker;
  };
  let worker = await work();
  return {
    state: { address },
    interrupt: async () => {
      await worker.stop();
      worker = await work();
    },
    tearDown: async () => {
      await worker.stop();
      await server.stop();
    },
  };
}

/** The Temporal backend, on a dev server or on one that skips time. */
export const temporalUnderTest = (mode: WorkerMode, clock: "real" | "skipping"): BackendUnderTest => ({
  name: `temporal (${mode})`,
  clock,
  setUp: async ({ folder, host }) =>
    surroundings(await (clock === "real" ? devServer(folder) : startTimeSkippingServer()), mode, host),
  open: (host, { state }) => {
    const { address } = state as { readonly address: string };
    return temporal({ address, worker: mode, task_queue: QUEUE })(host);
  },
});

/** What another process opens. */
export default temporalUnderTest("embedded", "real");
