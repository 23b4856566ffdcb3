import { retryPolicyFor } from "@perdure/failures";
import { HostFailure } from "../host/host-failure.ts";
import type { WorkflowContext } from "../host/workflow-host.ts";
import { asJson } from "./as-json.ts";
import { DELIVER } from "./names.ts";
import type { DeliveryInput, PipeRunInput, PipeRunResult, SerializedFailure } from "./run-input.ts";

const DELIVERY_MS = 60_000;
const DELIVERY_ATTEMPTS = 3;

/** Delivers the end of a run where somebody is to be told of it, cancelled or not. Gives why it could not. */
export async function deliver(
  context: WorkflowContext,
  { job, settings, delivery }: PipeRunInput,
  end: PipeRunResult | HostFailure,
): Promise<SerializedFailure | undefined> {
  if (delivery === undefined) return undefined;
  const input: DeliveryInput = {
    run_id: job.run_id,
    crate: job.crate,
    assignment: delivery,
    end: end instanceof HostFailure ? { report: end.failure.report } : { memory: end.memory },
  };
  const policy = { ...settings.retry, maximum_attempts: DELIVERY_ATTEMPTS };
  try {
    await context.executeActivity(DELIVER, asJson(input), {
      start_to_close_ms: DELIVERY_MS,
      heartbeat_ms: settings.heartbeat_ms,
      // Who is told twice of the same run can tell by its id.
      retry: retryPolicyFor("idempotent", { policy }),
      summary: job.run_id,
      detached: true,
    });
    return undefined;
  } catch (error) {
    if (error instanceof HostFailure) return error.failure.toJSON();
    throw error;
  }
}
