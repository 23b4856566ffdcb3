import type { WorkflowHandle } from "@temporalio/client";
import { runCancelled } from "@perdure/engine";
import type { FailureError } from "@perdure/failures";

/** A cancellation with the reason that its request gave: the server keeps it in the history alone. Any other failure as it is. */
export async function cancelledBecause(handle: WorkflowHandle, failure: FailureError): Promise<FailureError> {
  if (failure.report.code !== "run.cancelled") return failure;
  try {
    const { events } = await handle.fetchHistory();
    const requests = (events ?? []).map((event) => event.workflowExecutionCancelRequestedEventAttributes);
    const request = requests.findLast((one) => one !== null && one !== undefined);
    // Nobody asked: a leaf has failed with these words of its own.
    if (request === undefined || request === null) return failure;
    return runCancelled(request.cause === null || request.cause === "" ? undefined : request.cause);
  } catch {
    // That the run was cancelled is known without it.
    return failure;
  }
}
