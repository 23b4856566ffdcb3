import type { InProcessRun } from "@perdure/direct";
import type { HostHandle, WorkflowHost } from "../host/workflow-host.ts";

/** A run as an execution of a host. */
export interface FollowedRun {
  readonly host: WorkflowHost;
  readonly execution: HostHandle;
  /** The walk of a run that this process holds as a whole. */
  readonly walkOf: (runId: string) => InProcessRun | undefined;
  readonly log: (message: string) => void;
}
