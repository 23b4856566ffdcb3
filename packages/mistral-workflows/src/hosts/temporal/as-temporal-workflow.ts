import { ApplicationFailure, CancellationScope, CancelledFailure, defineQuery } from "@temporalio/workflow";
import { executeChild, scheduleActivity, setHandler, setWorkflowOptions, workflowInfo } from "@temporalio/workflow";
import { ActivityCancellationType } from "@temporalio/common";
import type { Json } from "@perdure/crate";
import type { AbortSignalLike } from "@perdure/engine";
import { toFailure } from "@perdure/failures/all";
import { HostFailure } from "../../host/host-failure.ts";
import type { ActivityOptions, WorkflowContext, WorkflowFunction } from "../../host/workflow-host.ts";
import { attachmentOf, fromTemporal, temporalFailureParts } from "./temporal-failures.ts";

/** A workflow of ours as one of Temporal's: completes with its result, fails with one ApplicationFailure, a cancelled one is cancelled. */
export function asTemporalWorkflow(run: WorkflowFunction): (input: Json) => Promise<Json> {
  const workflow = async (input: Json): Promise<Json> => {
    const scope = CancellationScope.current();
    try {
      return await run(temporalContext(scope), input);
    } catch (error) {
      // Whatever an activity in flight ended with, the run ended because somebody asked.
      if (scope.consideredCancelled) throw new CancelledFailure("The run was cancelled.");
      const failed = error instanceof HostFailure ? error : new HostFailure(toFailure(error, {}));
      const thrown = ApplicationFailure.create({ ...temporalFailureParts(failed), nonRetryable: true });
      // A stack names folders of the machine that built this, and helps nobody who reads a history.
      thrown.stack = "";
      throw thrown;
    }
  };
  // A plain error would be retried for ever as a workflow task; this makes it the failure of the run.
  setWorkflowOptions({ failureExceptionTypes: [Error] }, workflow);
  return workflow;
}

function temporalContext(scope: CancellationScope): WorkflowContext {
  return {
    execution_id: workflowInfo().workflowId,
    now: () => Date.now(),
    signal: cancellationSignal(scope),
    onQuery: (name, answer) => setHandler(defineQuery<Json>(name), answer),
    executeActivity: (name, input, options) => {
      const work = () => scheduleActivity<Json>(name, [input], activityOptions(options));
      return crossed(options.detached === true ? () => CancellationScope.nonCancellable(work) : work);
    },
    executeChild: (name, input, { id }) =>
      crossed(
        () =>
          executeChild(name, {
            args: [input],
            workflowId: id,
            parentClosePolicy: "TERMINATE",
            cancellationType: "WAIT_CANCELLATION_COMPLETED",
          }) as Promise<Json>,
      ),
  };
}

const activityOptions = ({ start_to_close_ms, heartbeat_ms, retry, summary }: ActivityOptions) => ({
  startToCloseTimeout: start_to_close_ms,
  heartbeatTimeout: heartbeat_ms,
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  summary: summary.slice(0, 200),
  retry: {
    maximumAttempts: retry.maximum_attempts,
    initialInterval: retry.initial_interval_ms,
    backoffCoefficient: retry.backoff_coefficient,
    maximumInterval: retry.maximum_interval_ms,
    ...(retry.non_retryable_error_types.length > 0
      ? { nonRetryableErrorTypes: [...retry.non_retryable_error_types] }
      : {}),
  },
});

async function crossed(work: () => Promise<Json>): Promise<Json> {
  try {
    return await work();
  } catch (error) {
    throw new HostFailure(fromTemporal(error), { attachment: attachmentOf(error) });
  }
}

/** The isolate has no AbortSignal. */
function cancellationSignal(scope: CancellationScope): AbortSignalLike {
  const listeners = new Set<() => void>();
  scope.cancelRequested.catch(() => {
    for (const listener of listeners) listener();
  });
  return {
    get aborted() {
      return scope.consideredCancelled;
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  };
}
