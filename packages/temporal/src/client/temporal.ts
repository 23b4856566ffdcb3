import type { Client } from "@temporalio/client";
import { BACKEND_CONTRACT, followToEnd } from "@perdure/engine";
import type { Backend, BackendFactory, BackendHost, RunSummary } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { RUN_WORKFLOW, workflowIdOf } from "../contract/names.ts";
import { MAX_PAYLOAD_BYTES } from "../contract/run-contract.ts";
import { clientFailure, connectClient } from "./connect.ts";
import type { ConnectedClient } from "./connect.ts";
import { driverOf, releaseLostLeaves } from "./lost-worker.ts";
import { resumedInput } from "./restored-leaves.ts";
import { createRunHandle } from "./run-handle.ts";
import type { EmbeddedWorker } from "./run-handle.ts";
import { runState, runSummary, workerModeOf } from "./run-records.ts";
import { queueOf, runInput, startWorkflow } from "./start-run.ts";
import type { TemporalOptions } from "./temporal-options.ts";

/** What a stopping embedded worker waits for leaves in flight. */
const EMBEDDED_GRACE_MS = 5000;

/** Runs on a Temporal server: durable, each leaf retried alone, followed and resumed from any machine that reaches it. */
export function temporal(options: TemporalOptions): BackendFactory {
  return (host) => createBackend(options, host);
}

function createBackend(options: TemporalOptions, host: BackendHost): Backend {
  const mode = options.worker ?? "embedded";
  const workers = new Set<EmbeddedWorker>();
  let connecting: Promise<ConnectedClient> | undefined;
  let closing = new AbortController();
  const withClient = async <T>(work: (client: Client) => Promise<T>, runId?: string): Promise<T> => {
    try {
      const { client } = await (connecting ??= connect());
      return await work(client);
    } catch (error) {
      throw clientFailure(error, options.address, runId);
    }
  };
  const connect = (): Promise<ConnectedClient> => {
    const attempt = connectClient(options);
    // The next call tries again.
    attempt.catch(() => (connecting = undefined));
    return attempt;
  };
  const serve = async (queue: string): Promise<EmbeddedWorker> => {
    // Whoever only follows runs never loads the native worker.
    const { createPerdureWorker } = await import("../worker/create-perdure-worker.ts");
    const worker = await createPerdureWorker({
      ...options,
      task_queue: queue,
      leaves: host.leaves,
      log: host.log,
      shutdown_grace_ms: EMBEDDED_GRACE_MS,
    });
    const embedded: EmbeddedWorker = {
      running: worker.run(),
      stop: async () => {
        workers.delete(embedded);
        await worker.stop();
      },
    };
    // Its failure is the run's outcome, which the handle waits for.
    embedded.running.catch(() => undefined);
    workers.add(embedded);
    return embedded;
  };
  const followed = (client: Client, runId: string) => ({
    run_id: runId,
    client,
    address: options.address,
    log: host.log,
    closed: closing.signal,
    handle: client.workflow.getHandle(workflowIdOf(runId)),
  });

  const backend: Backend = {
    contract: BACKEND_CONTRACT,
    mode: "temporal",
    capabilities: {
      durable: true,
      per_leaf_retry: true,
      per_run_retry: false,
      fire_and_forget: mode === "fleet",
      progress: true,
      cancel: true,
      attach: true,
      resume_failed: true,
      max_payload_bytes: MAX_PAYLOAD_BYTES,
    },
    start: (job) =>
      withClient(async (client) => {
        const queue = queueOf(job.run_id, mode, options);
        const { open } = await startWorkflow(client, runInput(job, options), options, { mode, queue });
        const worker = open && mode === "embedded" ? await serve(queue) : undefined;
        return createRunHandle(followed(client, job.run_id), { worker });
      }, job.run_id),
    async execute(job, options = {}) {
      const handle = await backend.start(job);
      try {
        return await followToEnd(handle, options);
      } finally {
        await handle.detach();
      }
    },
    attach: (runId) =>
      withClient(async (client) => {
        const run = followed(client, runId);
        const description = await run.handle.describe();
        const waits = workerModeOf(description) === "embedded" && runState(description.status.name) === "running";
        const wake = async (): Promise<EmbeddedWorker> => {
          await releaseLostLeaves(client, description);
          return serve(description.taskQueue);
        };
        const driver = () => driverOf(run, description.taskQueue);
        return createRunHandle(run, { elsewhere: waits ? { driver, wake } : undefined });
      }, runId),
    resume: (runId) =>
      withClient(async (client) => {
        const run = followed(client, runId);
        const description = await run.handle.describe();
        const state = runState(description.status.name);
        if (state === "completed") return createRunHandle(run);
        const where = { mode: workerModeOf(description), queue: description.taskQueue };
        if (state !== "running") {
          const input = await resumedInput(client.workflow.getHandle(description.workflowId, description.runId));
          await startWorkflow(client, input, options, { ...where, replacing: true });
        } else if (where.mode === "embedded") {
          if ((await driverOf(run, where.queue)) === "alive") throw inProgress(runId);
          await releaseLostLeaves(client, description);
        }
        const worker = where.mode === "embedded" ? await serve(where.queue) : undefined;
        return createRunHandle(run, { worker });
      }, runId),
    list: () => listRuns(withClient),
    async close() {
      await Promise.all([...workers].map((worker) => worker.stop()));
      closing.abort();
      closing = new AbortController();
      const connected = await connecting?.catch(() => undefined);
      connecting = undefined;
      await connected?.close();
    },
  };
  return backend;
}

const inProgress = (runId: string): Error =>
  createFailure("perdure.run_in_progress", { message: `Another process drives the run ${runId}.` });

async function* listRuns(
  withClient: <T>(work: (client: Client) => Promise<T>) => Promise<T>,
): AsyncGenerator<RunSummary> {
  const client = await withClient((client) => Promise.resolve(client));
  const workflows = client.workflow.list({ query: `WorkflowType = "${RUN_WORKFLOW}"` })[Symbol.asyncIterator]();
  for (;;) {
    const next = await withClient(() => workflows.next());
    if (next.done === true) return;
    yield runSummary(next.value);
  }
}
