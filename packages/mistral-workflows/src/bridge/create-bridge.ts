import type { Crate, Json, JsonObject } from "@perdure/crate";
import { MAIN_STUFF } from "@perdure/engine";
import type { BackendHost, NodeRecord, RunJob, RunResult, WorkingMemory } from "@perdure/engine";
import { createFailure, DEFAULT_RETRY_POLICY, isFailureError } from "@perdure/failures";
import type { RetryPolicy } from "@perdure/failures";
import type { DeliveryPorts } from "../activities/deliver.ts";
import { readBridgeMode } from "../backend/bridge-mode.ts";
import { createRuns } from "../backend/runs.ts";
import type { Runs } from "../backend/runs.ts";
import type { WorkflowHost } from "../host/workflow-host.ts";
import { executionIdOf } from "../workflows/execution-ids.ts";
import type { BridgeMode } from "../workflows/run-input.ts";
import { readPipeRunInput } from "./read-run-input.ts";
import type { PipeRunRequest } from "./read-run-input.ts";
import type { PipeDispatchAck, PipeRunOutput } from "./run-output.ts";
import { wireOutput } from "./wire-output.ts";

/** A request that was turned into a job, with the crate that it runs. */
export interface PreparedPipe {
  readonly job: RunJob;
  readonly crate: Crate;
}
/** What the bridge is made with. */
export interface BridgeOptions {
  /** Where workflows are executed. Absent: every run is refused with a MissingMistralWorkflowsHostError. */
  readonly host?: WorkflowHost | undefined;
  readonly backendHost: BackendHost;
  /** Turns a request into a job under the id that is given: finds the pipe, shapes the inputs, resolves the models. */
  readonly prepare: (request: PipeRunRequest & { readonly pipeline_run_id: string }) => Promise<PreparedPipe>;
  /** Makes the id of a run that has none. */
  readonly newRunId: () => string;
  readonly delivery?: DeliveryPorts;
  /** Default: `DEFAULT_RETRY_POLICY`. */
  readonly retry?: RetryPolicy;
}
/** The bridge between a host's own workflows and methods. */
export interface Bridge {
  /** Runs a pipe and waits for it. Rejects with the run's failure, or with what is wrong with the request. */
  run(input: unknown): Promise<PipeRunOutput>;
  /** Starts a run that is delivered when it ends. Rejects with what is wrong with the request. */
  start(input: unknown): Promise<PipeDispatchAck>;
  close(): Promise<void>;
}

/** Makes a bridge. A request says its mode; none is replaced by another. */
export function createBridge(options: BridgeOptions): Bridge {
  const { host, backendHost, prepare, newRunId, delivery, retry = DEFAULT_RETRY_POLICY } = options;
  const byMode = new Map<BridgeMode, Runs>();
  const runsOf = (mode: BridgeMode): Runs => {
    const runs = byMode.get(mode) ?? createRuns({ mode, host, retry, delivery }, backendHost);
    byMode.set(mode, runs);
    return runs;
  };
  const begin = async (input: unknown, wanted: PipeRunRequest["delivery"]) => {
    const request = readPipeRunInput(input);
    const mode = chosenMode(request.orchestration_mode);
    if (request.delivery !== wanted) throw wrongDelivery(wanted);
    if (
      wanted === "fire_and_forget" &&
      delivery?.store === undefined &&
      request.delivery_assignment_dump?.storage !== undefined
    ) {
      throw createFailure("runtime.misconfigured", {
        message: "A run is to be delivered to storage, and none is set up.",
        user_action: { kind: "fix_configuration", detail: "Give the bridge `delivery: { store }`." },
      });
    }
    const runs = runsOf(mode);
    // Before anything is prepared or stored: without a host there is nothing to run on.
    await runs.serve();
    const { job, crate } = await prepare({ ...request, pipeline_run_id: request.pipeline_run_id ?? newRunId() });
    const assignment = wanted === "fire_and_forget" ? (request.delivery_assignment_dump ?? undefined) : undefined;
    return { mode, crate, job, handle: await runs.begin(job, assignment) };
  };
  return {
    async run(input) {
      const { mode, crate, job, handle } = await begin(input, "blocking");
      const result = await handle.result();
      return {
        output_dict: await wireOutput(result.memory, backendHost.contents, crate.concepts),
        main_stuff_name: mainName(result.memory),
        pipeline_run_id: job.run_id,
        workflow_id: mode === "direct" ? null : executionIdOf(job.run_id),
        graph_spec_dump: null,
        graph_assembly_error: null,
        tokens_usages_dump: tokensUsages(result),
        usage_assembly_error: null,
        pipe_io_artifacts_dump: null,
        pipe_io_artifacts_error: null,
      };
    },
    async start(input) {
      const { job } = await begin(input, "fire_and_forget");
      return { pipeline_run_id: job.run_id, workflow_id: executionIdOf(job.run_id) };
    },
    async close() {
      await Promise.all([...byMode.values()].map((runs) => runs.close()));
    },
  };
}

/** The mode that a caller chose. Throws a FailureError `runtime.unsupported` for one that is not here. */
function chosenMode(token: string): BridgeMode {
  try {
    return readBridgeMode(token);
  } catch (error) {
    if (!isFailureError(error)) throw error;
    throw createFailure("runtime.unsupported", {
      message: `This bridge has no orchestration mode '${token}'. ${error.report.message}`,
      user_action: { kind: "change_input", detail: "Ask for 'direct' or 'mistral-workflows'." },
    });
  }
}

const wrongDelivery = (wanted: PipeRunRequest["delivery"]): Error =>
  createFailure("request.invalid", {
    message:
      wanted === "blocking"
        ? "A run that is not blocking is started, not run: its delivery is 'fire_and_forget'."
        : "A run that is started has the delivery 'fire_and_forget', and an assignment of where to.",
  });

/** The name of the main result, present or absent. Throws a FailureError `runtime.unexpected` where there is neither. */
function mainName({ root, aliases, absences }: WorkingMemory): string {
  for (const name of [aliases[MAIN_STUFF], MAIN_STUFF]) {
    if (name !== undefined && (Object.hasOwn(root, name) || Object.hasOwn(absences, name))) return name;
  }
  throw createFailure("runtime.unexpected", {
    message: "The run completed with neither a result nor a word that there is none.",
  });
}

/** One record for each node that asked a model. */
function tokensUsages({ nodes }: RunResult): readonly Json[] {
  return nodes.filter(({ usage }) => usage !== undefined).map(tokensUsage);
}

function tokensUsage({ node_id, pipe, model, usage = {}, started_at, ended_at }: NodeRecord): JsonObject {
  const { input_tokens, output_tokens, cost_usd } = usage;
  return {
    unit_job_id: node_id,
    pipe_code: pipe.slice(pipe.lastIndexOf(".") + 1),
    inference_model_name: model ?? null,
    nb_tokens_by_category: {
      ...(input_tokens === undefined ? {} : { input: input_tokens }),
      ...(output_tokens === undefined ? {} : { output: output_tokens }),
    },
    cost: cost_usd ?? null,
    started_at: isoTime(started_at),
    completed_at: isoTime(ended_at),
  };
}

const isoTime = (time: number | undefined): string | null => (time === undefined ? null : new Date(time).toISOString());
