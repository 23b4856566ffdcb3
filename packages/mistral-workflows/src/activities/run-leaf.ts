import type { BackendHost } from "@perdure/engine";
import { createFailure, mayAutoRetry, retryDelay, withTransport } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { HostFailure } from "../host/host-failure.ts";
import type { ActivityFunction } from "../host/workflow-host.ts";
import { asJson } from "../workflows/as-json.ts";
import type { LeafInput } from "../workflows/run-input.ts";
import { withHeartbeat } from "./with-heartbeat.ts";

/** The activity that runs one leaf: it is tried again exactly when the failure's category and the leaf's effect allow. */
export function createRunLeaf({ leaves, random }: Pick<BackendHost, "leaves" | "random">): ActivityFunction {
  return (json, context) =>
    withHeartbeat(context, async () => {
      const { call, retry, repeat_billable } = json as unknown as LeafInput;
      const { attempt, signal } = context;
      try {
        return asJson({ ...(await leaves.execute(call, { attempt, signal, heartbeat: context.heartbeat })), attempt });
      } catch (error) {
        // Cut by the end of whoever worked on it: the call may have taken effect.
        const cut = signal.aborted
          ? createFailure("perdure.leaf_interrupted", { message: `The worker ended while ${call.pipe} ran.` })
          : error;
        const failure = withTransport(toFailure(cut, {}), { attempt });
        const repeats = mayAutoRetry(failure.report, call.effect, { repeat_billable });
        throw new HostFailure(
          failure,
          repeats ? { repeat_after_ms: retryDelay(failure.report, attempt, retry, random) } : {},
        );
      }
    });
}
