import type { Client, WorkflowHandle } from "@temporalio/client";
import type { NodeRecord, RunResult } from "@perdure/engine";
import type { FailureError } from "@perdure/failures";

/** One run as its follower sees it. */
export interface FollowedRun {
  readonly run_id: string;
  readonly client: Client;
  readonly handle: WorkflowHandle;
  readonly address: string;
  readonly log: (message: string) => void;
  /** Aborted when the backend closes, and with it everything that follows the run. */
  readonly closed: AbortSignal;
}
/** How a run ended; `nodes` as far as they can be known. */
export type Outcome =
  | { readonly ok: true; readonly result: RunResult }
  | { readonly ok: false; readonly error: FailureError; readonly nodes: readonly NodeRecord[] };
