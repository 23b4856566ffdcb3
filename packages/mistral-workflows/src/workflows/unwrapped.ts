import type { Json } from "@perdure/crate";
import { runCancelled } from "@perdure/engine";
import type { NodeRecord } from "@perdure/engine";
import { HostFailure } from "../host/host-failure.ts";
import type { WorkflowContext } from "../host/workflow-host.ts";
import type { Progress } from "./progress.ts";
import type { FailureAttachment } from "./run-input.ts";

/**
 * What a host threw, as the failure in it; the nodes of a unit that failed are kept. A run that somebody ended is that, whatever was
 * thrown.
 */
export async function unwrapped(
  context: WorkflowContext,
  work: () => Promise<Json>,
  progress?: Progress,
): Promise<Json> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    for (const node of nodesOf(error.attachment)) progress?.record(node);
    if (context.signal.aborted) throw runCancelled();
    throw error.failure;
  }
}

/** The nodes that ride beside a failure. */
export const nodesOf = (attachment: Json | undefined): readonly NodeRecord[] =>
  attachment === undefined ? [] : (attachment as unknown as FailureAttachment).nodes;
