import { leafKey } from "@perdure/engine";
import type { Environment, LeafResult, PipeResult, RunJob } from "@perdure/engine";
import { retryPolicyFor } from "@perdure/failures";
import type { WorkflowContext } from "../host/workflow-host.ts";
import { asJson } from "./as-json.ts";
import { controllerIdOf } from "./execution-ids.ts";
import { PIPE_CONTROLLER, RUN_LEAF } from "./names.ts";
import { guardPayload } from "./payload-guard.ts";
import type { Progress } from "./progress.ts";
import type { ControllerInput, LeafInput, RunSettings } from "./run-input.ts";
import { unwrapped } from "./unwrapped.ts";

/** What a host waits longer than the leaf's own time limit, so that the leaf speaks first. */
const TIMEOUT_MARGIN_MS = 15_000;

/** Where a unit of a native run is walked: each leaf is an activity of the host, each controller below it a workflow of its own. */
export function nativeEnvironment(
  context: WorkflowContext,
  job: RunJob,
  settings: RunSettings,
  progress: Progress,
): Environment {
  const { retry, heartbeat_ms, max_payload_bytes } = settings;
  const { repeat_billable } = job;
  return {
    async callLeaf(call) {
      const input: LeafInput = { call, retry, repeat_billable };
      guardPayload(`What ${call.pipe} reads`, asJson(input), max_payload_bytes);
      const result = await unwrapped(context, () =>
        context.executeActivity(RUN_LEAF, asJson(input), {
          start_to_close_ms: call.timeout_ms + TIMEOUT_MARGIN_MS,
          heartbeat_ms,
          retry: retryPolicyFor(call.effect, { policy: retry, repeat_billable }),
          summary: leafKey(call),
        }),
      );
      return result as unknown as LeafResult;
    },
    async runController(call) {
      const id = controllerIdOf(job.run_id, call.node_id);
      const input: ControllerInput = { schema: 1, job: withoutMemory(job), call, settings };
      guardPayload(`What ${call.pipe} starts with`, asJson(input), max_payload_bytes);
      progress.childStarted(id);
      try {
        const json = await unwrapped(
          context,
          () => context.executeChild(PIPE_CONTROLLER, asJson(input), { id }),
          progress,
        );
        const result = json as unknown as PipeResult;
        for (const node of result.nodes) progress.record(node);
        return result;
      } finally {
        progress.childEnded(id);
      }
    },
    emit: ({ node }) => progress.record(node),
    now: () => context.now(),
    signal: context.signal,
  };
}

const NO_MEMORY = { root: {}, aliases: {}, absences: {} };
const withoutMemory = (job: RunJob): RunJob => ({ ...job, memory: NO_MEMORY });
