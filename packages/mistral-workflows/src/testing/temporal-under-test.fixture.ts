import type { BackendUnderTest } from "@perdure/conformance";
import type { Backend } from "@perdure/engine";
import { startDevServer, stopDevServer } from "@perdure/temporal/dev-server";
import { mistralWorkflows } from "../backend/mistral-workflows.ts";
import { serveWorkflows } from "../backend/serve-workflows.ts";
import { temporalHost } from "../hosts/temporal/temporal-host.ts";
import type { BridgeMode } from "../workflows/run-input.ts";
import { startTimeSkippingServer } from "./time-skipping.fixture.ts";
import type { StartedServer } from "./time-skipping.fixture.ts";

const GRACE_MS = 100;

async function startServer(clock: "real" | "skipping", folder: string): Promise<StartedServer> {
  if (clock === "skipping") return startTimeSkippingServer();
  const { address } = await startDevServer({ stateFolder: folder });
  return { address, stop: () => stopDevServer(folder) };
}

/** The bridge on a Temporal-backed host, on a dev server or on one that skips time; `fleet` has one worker beside all instances. */
export const temporalUnderTest = (
  mode: BridgeMode,
  clock: "real" | "skipping",
  worker: "embedded" | "fleet" = "embedded",
): BackendUnderTest => ({
  name: `mistral-workflows (${mode}, Temporal-backed)`,
  clock,
  setUp: async ({ folder, host }) => {
    const server = await startServer(clock, folder);
    const { address } = server;
    if (worker === "embedded") return { state: { address }, tearDown: async () => void (await server.stop()) };
    const work = () => serveWorkflows(temporalHost({ address, shutdown_grace_ms: GRACE_MS }), host);
    let working = await work();
    return {
      state: { address },
      interrupt: async () => {
        await working.stop();
        working = await work();
      },
      tearDown: async () => {
        await working.stop();
        await server.stop();
      },
    };
  },
  open: (host, { state }): Backend => {
    const { address } = state as { readonly address: string };
    const workflows = temporalHost({ address, worker, shutdown_grace_ms: GRACE_MS });
    const backend = mistralWorkflows({ mode, host: workflows })(host);
    return {
      ...backend,
      close: async () => {
        await backend.close();
        await workflows.close();
      },
    };
  },
});

/** What another process opens. */
export default temporalUnderTest("mistral_native", "real", "fleet");
