import { createInProcessRun } from "@perdure/direct";
import type { InProcessRun } from "@perdure/direct";
import type { BackendHost } from "@perdure/engine";
import { createFailure, retryDelay } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { HostFailure } from "../host/host-failure.ts";
import type { ActivityFunction } from "../host/workflow-host.ts";
import { asJson } from "../workflows/as-json.ts";
import type { WholePipeInput, WholePipeResult } from "../workflows/run-input.ts";
import { createCalledLeaves } from "./called-leaves.ts";
import { withHeartbeat } from "./with-heartbeat.ts";

/** Told of each run that this process walks, so that who follows it here sees its nodes. */
export type OnWalk = (runId: string, run: InProcessRun) => void;

/**
 * The activity that holds a whole pipe: the walk of the direct runner, each leaf once. It is tried again as a unit where the failure
 * may be repeated and everything that had happened before it may happen again.
 */
export function createRunPipe(
  host: Pick<BackendHost, "leaves" | "random" | "now">,
  onWalk: OnWalk = () => undefined,
): ActivityFunction {
  return (json, context) =>
    withHeartbeat(context, async () => {
      const { job, retry } = json as unknown as WholePipeInput;
      const { attempt, signal } = context;
      const called = createCalledLeaves(attempt, { repeat_billable: job.repeat_billable });
      const run = createInProcessRun({
        job,
        now: host.now,
        callLeaf: (call, leafSignal) =>
          called.note(call, async () => {
            const { heartbeat } = context;
            return { ...(await host.leaves.execute(call, { attempt, signal: leafSignal, heartbeat })), attempt };
          }),
      });
      onWalk(job.run_id, run);
      const cut = (): void =>
        run.abandon(createFailure("perdure.worker_lost", { message: "The worker ended while the pipe ran." }));
      signal.addEventListener("abort", cut);
      if (signal.aborted) cut();
      try {
        const { memory, nodes } = await run.result();
        return asJson({ memory, nodes } satisfies WholePipeResult);
      } catch (error) {
        const failure = toFailure(error, {});
        if (attempt < retry.maximum_attempts && called.mayRunAgain(failure)) {
          throw new HostFailure(failure, {
            repeat_after_ms: retryDelay(failure.report, attempt, retry, host.random),
          });
        }
        if (signal.aborted) throw new HostFailure(failure);
        const { nodes } = await run.status();
        return asJson({ failure: failure.toJSON(), nodes } satisfies WholePipeResult);
      } finally {
        signal.removeEventListener("abort", cut);
      }
    });
}
