import { createInProcessRun } from "@perdure/direct";
import type { InProcessRun } from "@perdure/direct";
import { isPureKind } from "@perdure/engine";
import type { BackendHost } from "@perdure/engine";
import { createFailure, mayAutoRetry, retryDelay, withTransport } from "@perdure/failures";
import type { Effect, FailureError } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { HostFailure } from "../host/host-failure.ts";
import type { ActivityFunction } from "../host/workflow-host.ts";
import { asJson } from "../workflows/as-json.ts";
import type { WholePipeInput, WholePipeResult } from "../workflows/run-input.ts";
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
      const done: Effect[] = [];
      let failed: Effect = "pure";
      const run = createInProcessRun({
        job,
        now: host.now,
        callLeaf: async (call, leafSignal) => {
          const { heartbeat } = context;
          try {
            const result = await host.leaves.execute(call, { attempt, signal: leafSignal, heartbeat });
            if (!isPureKind(call.kind)) done.push(call.effect);
            return { ...result, attempt };
          } catch (error) {
            failed = call.effect;
            throw withTransport(toFailure(error, {}), { attempt });
          }
        },
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
        const options = { repeat_billable: job.repeat_billable };
        const repeats =
          attempt < retry.maximum_attempts &&
          mayAutoRetry(failure.report, failed, options) &&
          // What has succeeded is executed once more: the same question as of a call whose outcome nobody knows.
          done.every((effect) => mayAutoRetry({ category: "ambiguous" }, effect, options));
        if (signal.aborted) throw new HostFailure(failure);
        if (repeats) throw repeated(failure, retryDelay(failure.report, attempt, retry, host.random));
        const { nodes } = await run.status();
        return asJson({ failure: failure.toJSON(), nodes } satisfies WholePipeResult);
      } finally {
        signal.removeEventListener("abort", cut);
      }
    });
}

const repeated = (failure: FailureError, repeat_after_ms: number): HostFailure =>
  new HostFailure(failure, { repeat_after_ms });
