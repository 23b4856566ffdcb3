import { TestWorkflowEnvironment } from "@temporalio/testing";
import { provisionTestServer } from "@perdure/temporal/dev-server";
import { installQuietRuntime } from "../hosts/temporal/quiet-runtime.ts";

/** A server that a test started. */
export interface StartedServer {
  readonly address: string;
  stop(): Promise<unknown>;
}

/** Starts a server that skips time. */
export async function startTimeSkippingServer(): Promise<StartedServer> {
  installQuietRuntime();
  const { path } = await provisionTestServer();
  const server = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: "existing-path", path } },
  });
  await server.connection.testService?.unlockTimeSkipping({});
  return { address: server.address, stop: () => server.teardown() };
}
