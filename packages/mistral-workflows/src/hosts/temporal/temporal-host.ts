import { Client, Connection, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from "@temporalio/client";
import type { ConnectionOptions, WorkflowExecutionInfo, WorkflowHandle } from "@temporalio/client";
import { NativeConnection, Worker } from "@temporalio/worker";
import type { Json } from "@perdure/crate";
import { createFailure, isFailureError } from "@perdure/failures";
import { randomUUID } from "node:crypto";
import { HostFailure } from "../../host/host-failure.ts";
import type { ExecutionDescription, ExecutionState, HostHandle, WorkflowHost } from "../../host/workflow-host.ts";
import { cancelledBecause } from "./cancel-reason.ts";
import { installQuietRuntime } from "./quiet-runtime.ts";
import { temporalActivities } from "./temporal-activities.ts";
import { attachmentOf, fromTemporal } from "./temporal-failures.ts";
import { workflowBundle } from "./workflow-bundle.ts";

/** Which server executes workflows. */
export interface TemporalHostOptions {
  /** `host:port`. */
  readonly address: string;
  /** Default: `default`. */
  readonly namespace?: string;
  readonly api_key?: string;
  readonly tls?: ConnectionOptions["tls"];
  /** Default: `perdure-mistral`. */
  readonly task_queue?: string;
  /** `embedded`: whoever opens a backend on the host works on its runs, too. `fleet`: others do. Default: `embedded`. */
  readonly worker?: "embedded" | "fleet";
  /** What a stop waits for activities in flight, in milliseconds. Default: 5000. */
  readonly shutdown_grace_ms?: number;
}

/** What Mistral Workflows carries, and what Temporal refuses beyond two megabytes. */
const MAX_PAYLOAD_BYTES = 1_900_000;
const POLL_MS = 300;
const QUERY_DEADLINE_MS = 2000;
const HEARTBEAT_THROTTLE_MS = 1000;
const FORCE_MS = 5000;
/** What a run that nobody works for waits at most. */
const EXECUTION_TIMEOUT = "30 days";

/**
 * A host on a Temporal server: durable. What Mistral Workflows itself runs on, without its control plane. Nothing is connected before it
 * is used; rejects with `perdure.backend_unreachable` where no server answers.
 */
export function temporalHost(options: TemporalHostOptions): WorkflowHost {
  const { address, namespace = "default", task_queue = "perdure-mistral", shutdown_grace_ms = 5000 } = options;
  let connecting: Promise<Client> | undefined;
  const connect = async (): Promise<Client> => {
    const { api_key, tls } = options;
    const connection = await Connection.connect({
      address,
      ...(api_key === undefined ? {} : { apiKey: api_key }),
      ...(tls === undefined ? {} : { tls }),
      connectTimeout: 5000,
    });
    return new Client({ connection, namespace });
  };
  const withClient = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    try {
      connecting ??= connect().catch((error: unknown) => {
        connecting = undefined;
        throw error;
      });
      return await work(await connecting);
    } catch (error) {
      throw isFailureError(error) || error instanceof HostFailure ? error : clientFailure(error, address);
    }
  };
  const handleOf = (client: Client, id: string): HostHandle =>
    temporalHandle(client, client.workflow.getHandle(id), (work) => withClient(work));

  return {
    id: "temporal",
    capabilities: { durable: true, max_payload_bytes: MAX_PAYLOAD_BYTES },
    poll_ms: POLL_MS,
    async serve(definitions) {
      if (options.worker === "fleet") return { stop: () => Promise.resolve() };
      const { api_key, tls } = options;
      installQuietRuntime();
      const connection = await NativeConnection.connect({
        address,
        ...(api_key === undefined ? {} : { apiKey: api_key }),
        ...(tls === undefined ? {} : { tls }),
      }).catch((error: unknown) => {
        throw clientFailure(error, address);
      });
      const worker = await Worker.create({
        connection,
        namespace,
        taskQueue: task_queue,
        workflowBundle: await workflowBundle(),
        activities: temporalActivities(definitions),
        maxHeartbeatThrottleInterval: HEARTBEAT_THROTTLE_MS,
        defaultHeartbeatThrottleInterval: HEARTBEAT_THROTTLE_MS,
        stickyQueueScheduleToStartTimeout: 2000,
        shutdownGraceTime: shutdown_grace_ms,
        shutdownForceTime: shutdown_grace_ms + FORCE_MS,
      });
      // An activity that does not listen outlives its worker; whoever stops that one has nothing to mend.
      const running = worker.run().catch(() => undefined);
      return {
        stop: async () => {
          if (worker.getState() === "RUNNING") worker.shutdown();
          await running;
          await connection.close();
        },
      };
    },
    start: (workflow, input, { id, memo }) =>
      withClient(async (client) => {
        try {
          await client.workflow.start(workflow, {
            workflowId: id,
            taskQueue: task_queue,
            args: [input],
            memo: { ...memo },
            workflowIdReusePolicy: "REJECT_DUPLICATE",
            workflowIdConflictPolicy: "FAIL",
            workflowExecutionTimeout: EXECUTION_TIMEOUT,
          });
        } catch (error) {
          if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
          throw createFailure("perdure.run_already_exists", { message: `The host has an execution ${id}.` });
        }
        return handleOf(client, id);
      }),
    get: (id) =>
      withClient(async (client) => {
        await client.workflow.getHandle(id).describe();
        return handleOf(client, id);
      }),
    async *list(workflow) {
      const client = await withClient((found) => Promise.resolve(found));
      const found = client.workflow.list({ query: `WorkflowType = "${workflow}"` })[Symbol.asyncIterator]();
      for (;;) {
        const next = await withClient(() => found.next());
        if (next.done === true) return;
        yield descriptionOf(next.value);
      }
    },
    async close() {
      const client = await connecting?.catch(() => undefined);
      connecting = undefined;
      await client?.connection.close();
    },
  };
}

function temporalHandle(
  client: Client,
  handle: WorkflowHandle,
  withClient: <T>(work: (client: Client) => Promise<T>) => Promise<T>,
): HostHandle {
  return {
    id: handle.workflowId,
    async result() {
      try {
        return (await handle.result()) as Json;
      } catch (error) {
        const failure = await cancelledBecause(handle, fromTemporal(error));
        throw new HostFailure(failure, { attachment: attachmentOf(error) });
      }
    },
    describe: () => withClient(async () => descriptionOf(await handle.describe())),
    async query(name) {
      try {
        return await client.connection.withDeadline(Date.now() + QUERY_DEADLINE_MS, () => handle.query<Json>(name));
      } catch {
        // No worker, a server that restarts, a run that has just ended: the next look or the outcome says which.
        return undefined;
      }
    },
    cancel: (reason) =>
      withClient(async () => {
        await client.workflowService.requestCancelWorkflowExecution({
          namespace: client.options.namespace,
          workflowExecution: { workflowId: handle.workflowId },
          requestId: randomUUID(),
          ...(reason === undefined ? {} : { reason }),
        });
      }),
  };
}

const STATES: Readonly<Record<string, ExecutionState>> = {
  RUNNING: "running",
  CONTINUED_AS_NEW: "running",
  COMPLETED: "completed",
  CANCELLED: "canceled",
};

type Described = Pick<WorkflowExecutionInfo, "workflowId" | "type" | "status" | "startTime" | "closeTime" | "memo">;

function descriptionOf(info: Described): ExecutionDescription {
  const { workflowId, type, status, startTime, closeTime, memo } = info;
  return {
    id: workflowId,
    workflow: type,
    state: STATES[status.name] ?? "failed",
    started_at: startTime.getTime(),
    ...(closeTime === undefined ? {} : { ended_at: closeTime.getTime() }),
    memo: Object.fromEntries(
      Object.entries(memo ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
  };
}

function clientFailure(error: unknown, address: string): Error {
  if (error instanceof WorkflowNotFoundError) {
    return createFailure("run.not_found", { message: "The host has no execution with this id." });
  }
  const failure = fromTemporal(error);
  const { category, code } = failure.report;
  // Ours names the address.
  if (category !== "unknown" && code !== "perdure.backend_unreachable") return failure;
  return createFailure("perdure.backend_unreachable", {
    message: `The Temporal server at ${address} does not answer.`,
    cause: error,
  });
}
