import { ApplicationFailure, CancelledFailure, Context } from "@temporalio/activity";
import type { Json } from "@perdure/crate";
import { toFailure } from "@perdure/failures/all";
import { HostFailure } from "../../host/host-failure.ts";
import type { ActivityFunction, HostDefinitions } from "../../host/workflow-host.ts";
import { temporalFailureParts } from "./temporal-failures.ts";

/** Our activities as Temporal's, by the same names. */
export const temporalActivities = ({ activities }: HostDefinitions): Record<string, (input: Json) => Promise<Json>> =>
  Object.fromEntries(Object.entries(activities).map(([name, body]) => [name, (input) => run(body, input)]));

async function run(body: ActivityFunction, input: Json): Promise<Json> {
  const context = Context.current();
  const { attempt } = context.info;
  try {
    return await body(input, {
      attempt,
      signal: context.cancellationSignal,
      heartbeat: () => context.heartbeat(),
    });
  } catch (error) {
    if (context.cancellationDetails?.cancelRequested === true)
      throw new CancelledFailure("The activity was cancelled.");
    const failed = error instanceof HostFailure ? error : new HostFailure(toFailure(error, {}));
    const after = failed.repeat_after_ms;
    const thrown = ApplicationFailure.create({
      ...temporalFailureParts(failed, attempt),
      nonRetryable: after === undefined,
      ...(after === undefined ? {} : { nextRetryDelay: after }),
    });
    // The server keeps four kilobytes of a failure between attempts: the report needs them more than our stack does.
    thrown.stack = "";
    throw thrown;
  }
}
