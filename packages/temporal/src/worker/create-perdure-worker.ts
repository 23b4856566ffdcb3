import { NativeConnection, Worker } from "@temporalio/worker";
import type { NativeConnectionOptions, WorkerOptions } from "@temporalio/worker";
import type { LeafExecutor } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { createActivities } from "../activities/create-activities.ts";
import { installQuietRuntime } from "./quiet-runtime.ts";
import { workflowBundle } from "./workflow-bundle.ts";

/** What a worker serves: everything, workflows only, or leaves only. */
export type WorkerScope = "full" | "router" | "runner";
/** What a worker is made with. */
export interface PerdureWorkerOptions {
  /** `host:port`; not needed with a `connection`. */
  readonly address?: string;
  /** A connection of the caller's own, which stays open. */
  readonly connection?: NativeConnection;
  /** Default: `default`. */
  readonly namespace?: string;
  readonly api_key?: string;
  readonly tls?: NativeConnectionOptions["tls"];
  readonly task_queue: string;
  /** Runs the leaves; a router needs none. */
  readonly leaves: LeafExecutor;
  /** Default: `full`. */
  readonly scope?: WorkerScope;
  /** Leaves in flight in this process. Default: 100. */
  readonly max_concurrent_activities?: number;
  /** Workflow executions kept in memory. Default: 100. */
  readonly max_cached_workflows?: number;
  /** What a stop waits for leaves in flight, in milliseconds. Default: 10,000. */
  readonly shutdown_grace_ms?: number;
  /** Milliseconds that a run waits for the worker that knows it, before another takes over. Default: 2000. */
  readonly sticky_timeout_ms?: number;
  /** Receives the SDK's errors. Default: dropped. */
  readonly log?: (message: string) => void;
}
/** A worker that can run and stop. */
export interface PerdureWorker {
  readonly task_queue: string;
  /** Polls until `stop`. Rejects when the worker fails. */
  run(): Promise<void>;
  /** Takes no more work, waits for leaves in flight up to the grace, then resolves. */
  stop(): Promise<void>;
}

/** How often a running leaf's sign of life may reach the server: also the delay of a cancellation. */
const HEARTBEAT_THROTTLE_MS = 1000;
/** Beyond the grace, what a leaf that ignores its cancellation may still take. */
const FORCE_MS = 5000;
const CONNECT_TIMEOUT_MS = 5000;

/** A worker for runs and their leaves. Rejects with `perdure.backend_unreachable` when no server answers. */
export async function createPerdureWorker(options: PerdureWorkerOptions): Promise<PerdureWorker> {
  installQuietRuntime(options.log ?? (() => undefined));
  const connection = options.connection ?? (await connect(options));
  try {
    const worker = await Worker.create(await workerOptions(options, connection));
    return control(worker, options, connection);
  } catch (error) {
    if (options.connection === undefined) await connection.close();
    throw error;
  }
}

async function connect({ address, api_key, tls }: PerdureWorkerOptions): Promise<NativeConnection> {
  try {
    return await withTimeout(
      NativeConnection.connect({
        ...(address === undefined ? {} : { address }),
        ...(api_key === undefined ? {} : { apiKey: api_key }),
        ...(tls === undefined ? {} : { tls }),
      }),
    );
  } catch (error) {
    throw createFailure("perdure.backend_unreachable", {
      message: `No Temporal server answers at ${address ?? "127.0.0.1:7233"}.`,
      cause: error,
    });
  }
}

async function withTimeout(work: Promise<NativeConnection>): Promise<NativeConnection> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error("The connection took too long."));
      // Nobody waits for it any more, and nobody else would close it.
      work.then(
        (connection) => connection.close(),
        () => undefined,
      );
    }, CONNECT_TIMEOUT_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function workerOptions(options: PerdureWorkerOptions, connection: NativeConnection): Promise<WorkerOptions> {
  const { scope = "full" } = options;
  const grace = options.shutdown_grace_ms ?? 10_000;
  return {
    connection,
    namespace: options.namespace ?? "default",
    taskQueue: options.task_queue,
    ...(scope === "runner" ? {} : { workflowBundle: await workflowBundle() }),
    ...(scope === "router" ? {} : { activities: createActivities(options.leaves) }),
    maxConcurrentActivityTaskExecutions: options.max_concurrent_activities ?? 100,
    maxCachedWorkflows: options.max_cached_workflows ?? 100,
    maxHeartbeatThrottleInterval: HEARTBEAT_THROTTLE_MS,
    defaultHeartbeatThrottleInterval: HEARTBEAT_THROTTLE_MS,
    stickyQueueScheduleToStartTimeout: options.sticky_timeout_ms ?? 2000,
    shutdownGraceTime: grace,
    shutdownForceTime: grace + FORCE_MS,
  };
}

function control(worker: Worker, options: PerdureWorkerOptions, connection: NativeConnection): PerdureWorker {
  let running: Promise<void> | undefined;
  let isStopping = false;
  const runAndClose = async () => {
    try {
      await worker.run();
    } catch (error) {
      if (!isStopping) throw error;
      // A leaf that does not listen to its cancellation outlives its worker; whoever stops that one has nothing to mend.
      options.log?.(`A leaf kept its worker from stopping in time: ${(error as Error).name}`);
    } finally {
      if (options.connection === undefined) await connection.close();
    }
  };
  const run = () => (running ??= runAndClose());
  return {
    task_queue: options.task_queue,
    run,
    stop: async () => {
      isStopping = true;
      const ended = run();
      if (worker.getState() === "RUNNING") worker.shutdown();
      await ended;
    },
  };
}
