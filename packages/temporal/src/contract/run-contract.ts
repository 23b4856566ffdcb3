import type { LeafCall, LeafResult, NodeRecord, RunJob, WorkingMemory } from "@perdure/engine";
import type { FailureReport, RetryPolicy } from "@perdure/failures";
import type { DispatchTable } from "./dispatch.ts";

/** What a run's workflow is started with. Readers refuse a `schema` or `semantics` that they do not know. */
export interface RunInput {
  readonly schema: 1;
  /** The interpreter's behaviour is versioned by this number. */
  readonly semantics: 1;
  readonly job: RunJob;
  readonly dispatch: DispatchTable;
  /** Results of an earlier execution of the same run, by leaf key: nothing in it is called again. */
  readonly restored?: Readonly<Record<string, LeafResult>>;
}

/** What a run's workflow gives back. `nodes` is absent where it would not fit; the progress query has it then. */
export interface RunOutput {
  readonly schema: 1;
  readonly memory: WorkingMemory;
  readonly nodes?: readonly NodeRecord[];
}

/** What an activity is called with: the leaf and the rules that decide about its repeat. */
export interface LeafActivityInput {
  readonly call: LeafCall;
  readonly retry: RetryPolicy;
  readonly repeat_billable: "allowed" | "never";
}

/** Answer of the progress query: the nodes that changed after the asked version, and how the run ended if it failed. */
export interface ProgressAnswer {
  readonly version: number;
  readonly nodes: readonly NodeRecord[];
  readonly failure?: FailureReport;
}

/** What the memo of a run's workflow says, so that another machine knows how to go on with it. */
export interface RunMemo {
  readonly perdure_entry: string;
  readonly perdure_job: string;
  readonly perdure_worker: WorkerMode;
}
/** Who works: a worker that the caller starts for this run alone, or workers that run elsewhere. */
export type WorkerMode = "embedded" | "fleet";

/** Bytes of JSON that we put into one payload; servers refuse two megabytes, and end the run when it is an input. */
export const MAX_PAYLOAD_BYTES = 1_900_000;
