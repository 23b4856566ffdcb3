import type { LeafKind } from "@perdure/crate";

/** The names that histories and other deployments know: never changed, only added to. */
export const RUN_WORKFLOW = "perdureRun";
export const PROGRESS_QUERY = "perdureProgress";

/** The activity of a leaf kind. */
export const activityName = (kind: LeafKind): string => `perdure.${kind}`;

/** The workflow of a run: one per run id, for ever. */
export const workflowIdOf = (runId: string): string => `perdure-${runId}`;

/** The run of a workflow; undefined for a workflow that is not ours. */
export const runIdOf = (workflowId: string): string | undefined =>
  workflowId.startsWith("perdure-") ? workflowId.slice("perdure-".length) : undefined;

/** The queue that only a run's own embedded worker polls. */
export const embeddedQueueOf = (runId: string): string => `perdure-run-${runId}`;

/** The queue of a fleet, where nothing else is configured. */
export const DEFAULT_FLEET_QUEUE = "perdure";
