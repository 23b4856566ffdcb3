import type { BackendRequest, ResolvedBackend, RunningWorker, WorkRequest } from "@perdure/cli";
import type { BackendHost } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { importTemporal, type TemporalConnection } from "./temporal-package.ts";

/**
 * Temporal by the run's record, else by the configured address, else the project's own dev server, which is started when it is
 * down. A configured server that does not answer is never replaced by a local one.
 */
export async function resolveTemporal(request: BackendRequest): Promise<ResolvedBackend> {
  const { configuration, project, record, say } = request;
  const { temporal: settings } = configuration;
  const { temporal } = await importTemporal("client", project);
  const address = await addressOf(request);
  const namespace = record?.namespace ?? settings.namespace ?? "default";
  const worker = record?.worker ?? settings.worker;
  const connection = {
    address,
    namespace,
    // A recorded address gets the key only where the configuration names the same server.
    ...(settings.api_key === undefined || settings.address !== address ? {} : { api_key: settings.api_key }),
  };
  const queue = settings.task_queue === undefined ? {} : { task_queue: settings.task_queue };
  let host: BackendHost | undefined;
  return {
    factory: (given) => {
      host = given;
      return temporal({ ...connection, worker, ...queue })(given);
    },
    description: `Temporal at ${address}, namespace ${namespace}${worker === "fleet" ? ", worked on by a fleet" : ""}`,
    details: { address, namespace, worker, ...queue },
    startWorker: async (work) => startWorker(request, { ...connection, ...queue }, work, host, say),
    close: () => Promise.resolve(),
  };
}

async function addressOf(request: BackendRequest): Promise<string> {
  const { configuration, record, project, state_folder, say } = request;
  const configured = configuration.temporal.address;
  const recorded = record?.backend === "temporal" ? record.address : undefined;
  if (recorded === undefined && configured !== undefined) return configured;
  const { devServerStatus, startDevServer } = await importTemporal("dev-server", project);
  const known = await devServerStatus(state_folder);
  const own = known.server?.address ?? known.last?.address;
  // A run on another server than the project's own stays there.
  if (recorded !== undefined && recorded !== own && !isLoopback(recorded)) return recorded;
  if (recorded !== undefined && recorded === configured) return recorded;
  if (known.server !== undefined) return known.server.address;
  say("Starting this project's own Temporal server (npx perdure temporal stop-dev stops it) …");
  const server = await startDevServer({ stateFolder: state_folder, log: say });
  return server.address;
}

const isLoopback = (address: string): boolean => address.startsWith("127.0.0.1:");

async function startWorker(
  { project }: BackendRequest,
  connection: TemporalConnection,
  work: WorkRequest,
  host: BackendHost | undefined,
  say: (line: string) => void,
): Promise<RunningWorker> {
  if (host === undefined) throw createFailure("runtime.misconfigured", { message: "The facade is not open." });
  const { createPerdureWorker } = await importTemporal("worker", project);
  const { DEFAULT_FLEET_QUEUE } = await importTemporal("client", project);
  const worker = await createPerdureWorker({
    ...connection,
    task_queue: work.task_queue ?? connection.task_queue ?? DEFAULT_FLEET_QUEUE,
    leaves: host.leaves,
    log: say,
  });
  const ended = worker.run();
  // Whoever waits for its end hears of its failure.
  ended.catch(() => undefined);
  return { task_queue: worker.task_queue, ended, stop: () => worker.stop() };
}
