import { BACKEND_CONTRACT, followToEnd } from "@perdure/engine";
import type { Backend, BackendFactory, BackendHost } from "@perdure/engine";
import { createFailure, DEFAULT_RETRY_POLICY } from "@perdure/failures";
import type { RetryPolicy } from "@perdure/failures";
import type { WorkflowHost } from "../host/workflow-host.ts";
import { readBridgeMode } from "./bridge-mode.ts";
import { createRuns } from "./runs.ts";
import type { RunsOptions } from "./runs.ts";

/** How methods run inside Mistral Workflows. */
export interface MistralWorkflowsOptions {
  /**
   * `direct`: the whole pipe is one activity of the host, and is repeated as a unit. `mistral_native`: each controller is a workflow,
   * each leaf an activity that is repeated alone. Default: `mistral_native`.
   */
  readonly mode?: string;
  /** Where workflows are executed. Absent: every operation is refused with a MissingMistralWorkflowsHostError. */
  readonly host?: WorkflowHost | undefined;
  /** How leaves, or the whole pipe, are repeated. Default: `DEFAULT_RETRY_POLICY`. */
  readonly retry?: RetryPolicy;
}

/**
 * Runs jobs inside Mistral Workflows. The hosted control plane cannot be reached from TypeScript: without a `host`, every operation
 * rejects with a MissingMistralWorkflowsHostError before anything is done. Throws a FailureError `perdure.configuration_invalid` for a
 * mode that there is none of.
 */
export function mistralWorkflows(options: MistralWorkflowsOptions = {}): BackendFactory {
  const mode = readBridgeMode(options.mode ?? "mistral_native");
  const { host, retry = DEFAULT_RETRY_POLICY } = options;
  return (backendHost) => createBackend({ mode, host, retry }, backendHost);
}

function createBackend(options: RunsOptions, backendHost: BackendHost): Backend {
  const { mode, host } = options;
  const runs = createRuns(options, backendHost);
  return {
    contract: BACKEND_CONTRACT,
    mode: "mistral-workflows",
    capabilities: {
      durable: host?.capabilities.durable ?? false,
      per_leaf_retry: mode === "mistral_native",
      per_run_retry: mode === "direct",
      fire_and_forget: true,
      progress: true,
      cancel: true,
      attach: true,
      resume_failed: false,
      ...(host === undefined ? {} : { max_payload_bytes: host.capabilities.max_payload_bytes }),
    },
    execute: async (job, followOptions = {}) => followToEnd(await runs.begin(job), followOptions),
    start: (job) => runs.begin(job),
    attach: (runId) => runs.find(runId),
    async resume(runId) {
      const run = await runs.find(runId);
      const { state } = await run.status();
      const isDurable = host?.capabilities.durable === true;
      if (isDurable && state === "completed") return run;
      if (!isDurable || state === "failed" || state === "canceled") throw notResumed(runId);
      // The host knows where the run is; what it lacks is somebody who works.
      await runs.serve();
      return run;
    },
    list: () => runs.list(),
    close: () => runs.close(),
  };
}

const notResumed = (runId: string): Error =>
  createFailure("runtime.unsupported", {
    message: `The run ${runId} cannot be taken up again: its host keeps what runs, and nothing of what has ended.`,
    user_action: { kind: "change_input", detail: "Run it again, under another id." },
  });
