import type { DevServerPort } from "@perdure/cli";
import { importTemporal } from "./temporal-package.ts";

/** The project's own Temporal dev server. */
export function createDevServerPort(): DevServerPort {
  return {
    start: async ({ project, state_folder, build, say }) => {
      const { startDevServer } = await importTemporal("dev-server", project);
      const server = await startDevServer({ stateFolder: state_folder, build, log: say });
      return { address: server.address, pid: server.pid, started: !server.reused };
    },
    stop: async ({ project, state_folder }) => {
      const { stopDevServer } = await importTemporal("dev-server", project);
      return stopDevServer(state_folder);
    },
    status: async ({ project, state_folder }) => {
      const { devServerStatus } = await importTemporal("dev-server", project);
      const status = await devServerStatus(state_folder);
      return status.server;
    },
  };
}
