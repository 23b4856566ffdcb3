import type { BackendRequest, ResolvedBackend, RunningWorker, WorkRequest } from "@perdure/cli";
import type { BackendHost } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { importTemporal, type TemporalConnection } from "./temporal-package.ts";

/**
 * Temporal by the run's record, else by the configured address, else the project's own dev server, which is started when it is
 * down. A server that was named and does not answer is never replaced by a local one.
 */
export async function resolveTemporal(request: BackendRequest): Promise<ResolvedBackend> {
  const { configuration, project, record, say } = request;
  const { temporal: settings } = configuration;
  const { temporal } = await importTemporal("client", project);
  const { address, is_own_server } = await serverOf(request);
  const namespace = record?.namespace ?? settings.namespace ?? "default";
  const worker = record?.worker ?? settings.worker;
  const task_queue = record?.task_queue ?? settings.task_queue;
  const connection = {
    address,
    namespace,
    // A recorded address gets the key only where the configuration names the same server.
    ...(settings.api_key === undefined || settings.address !== address ? {} : { api_key: settings.api_key }),
    ...(task_queue === undefined ? {} : { task_queue }),
  };
  let host: BackendHost | undefined;
  return {
    factory: (given) => {
      host = given;
      return temporal({ ...connection, worker })(given);
    },
    description: `Temporal at ${address}, namespace ${namespace}${worker === "fleet" ? ", worked on by a fleet" : ""}`,
    details: { address, is_own_server, namespace, worker, task_queue },
    startWorker: async (work) => startWorker(request, connection, work, host, say),
    close: () => Promise.resolve(),
  };
}

interface Server {
  readonly address: string;
  readonly is_own_server: boolean;
}

async function serverOf({ configuration, record, project, state_folder, say }: BackendRequest): Promise<Server> {
  const named = record === undefined || record.is_own_server === true ? undefined : record.address;
  if (named !== undefined) return { address: named, is_own_server: false };
  const { address: configured } = configuration.temporal;
  if (record === undefined && configured !== undefined) return { address: configured, is_own_server: false };
  const { devServerStatus, startDevServer } = await importTemporal("dev-server", project);
  const { server } = await devServerStatus(state_folder);
  if (server !== undefined) return { address: server.address, is_own_server: true };
  say("Starting this project's own Temporal server (npx perdure temporal stop-dev stops it) …");
  const started = await startDevServer({ stateFolder: state_folder, log: say });
  return { address: started.address, is_own_server: true };
}

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
