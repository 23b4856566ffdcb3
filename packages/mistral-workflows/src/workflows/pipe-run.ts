import { interpret, runCancelled } from "@perdure/engine";
import type { NodeRecord, WorkingMemory } from "@perdure/engine";
import { FailureError, retryPolicyFor } from "@perdure/failures";
import { HostFailure } from "../host/host-failure.ts";
import type { WorkflowContext, WorkflowFunction } from "../host/workflow-host.ts";
import { asJson } from "./as-json.ts";
import { deliver } from "./deliver.ts";
import { endFailed } from "./end-failed.ts";
import { PROGRESS, RUN_PIPE } from "./names.ts";
import { nativeEnvironment } from "./native-environment.ts";
import { guardPayload } from "./payload-guard.ts";
import { createProgress } from "./progress.ts";
import type { Progress } from "./progress.ts";
import type { PipeRunInput, PipeRunResult, WholePipeInput, WholePipeResult } from "./run-input.ts";
import { unwrapped } from "./unwrapped.ts";
import { worstEffect } from "./worst-effect.ts";

/** A whole pipe has as long as a run may take. */
const WHOLE_PIPE_MS = 30 * 24 * 3600 * 1000;

/** One run of one method, in the mode that its input says; then its delivery, whatever its end. */
export const pipeRun: WorkflowFunction = async (context, json) => {
  const input = json as unknown as PipeRunInput;
  const progress = createProgress();
  context.onQuery(PROGRESS, () => asJson(progress.answer()));
  const end = await ended(context, input, progress);
  const delivery_failure = await deliver(context, input, end);
  if (end instanceof HostFailure) throw end;
  return asJson(delivery_failure === undefined ? end : { ...end, delivery_failure });
};

async function ended(
  context: WorkflowContext,
  input: PipeRunInput,
  progress: Progress,
): Promise<PipeRunResult | HostFailure> {
  try {
    const walk = input.mode === "direct" ? wholePipe : nativePipe;
    const { memory, nodes } = await walk(context, input, progress);
    const result: PipeRunResult = { schema: 1, memory, nodes };
    guardPayload("The memory of the run", asJson(result), input.settings.max_payload_bytes);
    return result;
  } catch (error) {
    return error instanceof HostFailure ? error : endFailed(error, progress);
  }
}

interface Walked {
  readonly memory: WorkingMemory;
  readonly nodes: readonly NodeRecord[];
}

const nativePipe = (context: WorkflowContext, { job, settings }: PipeRunInput, progress: Progress): Promise<Walked> =>
  interpret(job, nativeEnvironment(context, job, settings, progress));

/** The whole pipe as one activity, which the host repeats as a unit. */
async function wholePipe(
  context: WorkflowContext,
  { job, settings }: PipeRunInput,
  progress: Progress,
): Promise<Walked> {
  const { retry, heartbeat_ms } = settings;
  const { repeat_billable, entry } = job;
  const input: WholePipeInput = { job, retry };
  const json = await unwrapped(context, () =>
    context.executeActivity(RUN_PIPE, asJson(input), {
      start_to_close_ms: WHOLE_PIPE_MS,
      heartbeat_ms,
      retry: retryPolicyFor(worstEffect(job), { policy: retry, repeat_billable }),
      summary: entry,
    }),
  );
  // The activity may have ended before it heard of it.
  if (context.signal.aborted) throw runCancelled();
  const result = json as unknown as WholePipeResult;
  for (const node of result.nodes) progress.record(node);
  if ("failure" in result) throw new FailureError(result.failure);
  return result;
}
