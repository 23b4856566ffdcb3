import { canonicalJson, sha256Hex } from "@perdure/crate";
import type { Json } from "@perdure/crate";
import type { InProcessRun } from "@perdure/direct";
import { runIdTaken } from "@perdure/engine";
import type { BackendHost, RunHandle, RunJob, RunSummary } from "@perdure/engine";
import { isFailureError } from "@perdure/failures";
import type { RetryPolicy } from "@perdure/failures";
import { definitionsFor } from "../activities/definitions.ts";
import type { DeliveryPorts } from "../activities/deliver.ts";
import type { DeliveryAssignment } from "../bridge/delivery-assignment.ts";
import type { HostHandle, WorkflowHost } from "../host/workflow-host.ts";
import { asJson } from "../workflows/as-json.ts";
import { executionIdOf, runIdOf } from "../workflows/execution-ids.ts";
import { PIPE_RUN } from "../workflows/names.ts";
import { guardPayload } from "../workflows/payload-guard.ts";
import type { BridgeMode, PipeRunInput } from "../workflows/run-input.ts";
import { MissingMistralWorkflowsHostError } from "./missing-host.ts";
import { createRunHandle, runSummary } from "./run-handle.ts";

/** What runs are made with. */
export interface RunsOptions {
  readonly mode: BridgeMode;
  readonly host?: WorkflowHost | undefined;
  readonly retry: RetryPolicy;
  readonly delivery?: DeliveryPorts | undefined;
}
/** The runs of a host. Everything rejects with a MissingMistralWorkflowsHostError where there is no host. */
export interface Runs {
  /** The same id with the same job is the run that exists; another job is refused with `request.idempotency_conflict`. */
  begin(job: RunJob, delivery?: DeliveryAssignment): Promise<RunHandle>;
  find(runId: string): Promise<RunHandle>;
  list(): AsyncIterable<RunSummary>;
  /** Works on the runs of the host from now on. */
  serve(): Promise<WorkflowHost>;
  close(): Promise<void>;
}

/** Milliseconds without a sign of life after which an attempt counts as lost. */
const HEARTBEAT_MS = 30_000;

/** Starts and finds runs, and works on them once one was started. */
export function createRuns({ mode, host: given, retry, delivery: ports }: RunsOptions, host: BackendHost): Runs {
  const walks = new Map<string, InProcessRun>();
  let serving: ReturnType<WorkflowHost["serve"]> | undefined;
  const workflowHost = (): WorkflowHost => {
    if (given !== undefined) return given;
    throw new MissingMistralWorkflowsHostError(mode);
  };
  const handleOf = (found: WorkflowHost, execution: HostHandle): RunHandle =>
    createRunHandle({ host: found, execution, walkOf: (runId) => walks.get(runId), log: host.log });

  const keepWhileWalked = (runId: string, run: InProcessRun): void => {
    walks.set(runId, run);
    const forget = (): void => {
      if (walks.get(runId) === run) walks.delete(runId);
    };
    run.result().then(forget, forget);
  };

  const runs: Runs = {
    async serve() {
      const found = workflowHost();
      serving ??= found.serve(definitionsFor(host, { delivery: ports, onWalk: keepWhileWalked }));
      await serving;
      return found;
    },
    async begin(job, delivery) {
      const { max_payload_bytes } = workflowHost().capabilities;
      const settings = { retry, heartbeat_ms: HEARTBEAT_MS, max_payload_bytes };
      const input: PipeRunInput = { schema: 1, mode, job, settings, ...(delivery === undefined ? {} : { delivery }) };
      guardPayload("The job", asJson(input), max_payload_bytes);
      const found = await runs.serve();
      const perdure_job = sha256Hex(canonicalJson(job as unknown as Json));
      const id = executionIdOf(job.run_id);
      try {
        const memo = { perdure_job, perdure_entry: job.entry };
        return handleOf(found, await found.start(PIPE_RUN, asJson(input), { id, memo }));
      } catch (error) {
        if (!isFailureError(error) || error.report.code !== "perdure.run_already_exists") throw error;
        const existing = await found.get(id);
        if ((await existing.describe()).memo["perdure_job"] !== perdure_job) throw runIdTaken(job.run_id);
        return handleOf(found, existing);
      }
    },
    async find(runId) {
      const found = workflowHost();
      return handleOf(found, await found.get(executionIdOf(runId)));
    },
    async *list() {
      for await (const description of workflowHost().list(PIPE_RUN)) {
        const runId = runIdOf(description.id);
        if (runId !== undefined) yield runSummary(runId, description);
      }
    },
    async close() {
      const working = serving;
      serving = undefined;
      await (await working)?.stop();
    },
  };
  return runs;
}
