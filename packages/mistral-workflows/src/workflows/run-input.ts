import type { LeafCall, NodeRecord, PipeCall, RunJob, WorkingMemory } from "@perdure/engine";
import type { FailureReport, FailureTransport, RetryPolicy } from "@perdure/failures";
import type { DeliveryAssignment } from "../bridge/delivery-assignment.ts";

/** `direct`: one activity holds the whole pipe. `mistral_native`: each controller is a workflow, each leaf an activity. */
export type BridgeMode = "direct" | "mistral_native";

/** What every unit of a run is told. */
export interface RunSettings {
  readonly retry: RetryPolicy;
  readonly heartbeat_ms: number;
  readonly max_payload_bytes: number;
}

/** What the workflow of a run is started with. */
export interface PipeRunInput {
  readonly schema: 1;
  readonly mode: BridgeMode;
  readonly job: RunJob;
  readonly settings: RunSettings;
  readonly delivery?: DeliveryAssignment;
}
/** What the workflow of a run gives. */
export interface PipeRunResult {
  readonly schema: 1;
  readonly memory: WorkingMemory;
  readonly nodes: readonly NodeRecord[];
  /** Why the result reached nobody, where it was to be delivered. The run's end stands. */
  readonly delivery_failure?: SerializedFailure;
}

/** What the workflow of a controller is started with: the job without its memory, which the call carries. */
export interface ControllerInput {
  readonly schema: 1;
  readonly job: RunJob;
  readonly call: PipeCall;
  readonly settings: RunSettings;
}

/** What the activity of a leaf is called with. */
export interface LeafInput {
  readonly call: LeafCall;
  readonly retry: RetryPolicy;
  readonly repeat_billable: RunJob["repeat_billable"];
}

/** What the activity that holds a whole pipe is called with. */
export interface WholePipeInput {
  readonly job: RunJob;
  readonly retry: RetryPolicy;
}
/** What that activity gives, once it is not to be tried again: the end of the run, good or bad. */
export type WholePipeResult =
  | { readonly memory: WorkingMemory; readonly nodes: readonly NodeRecord[] }
  | { readonly failure: SerializedFailure; readonly nodes: readonly NodeRecord[] };

/** A failure as data. */
export interface SerializedFailure {
  readonly report: FailureReport;
  readonly transport: FailureTransport;
}

/** Answer of the progress query: the nodes of this unit, and the units that run below it. */
export interface ProgressAnswer {
  readonly nodes: readonly NodeRecord[];
  readonly children: readonly string[];
}

/** What rides beside the report of a failed run. */
export interface FailureAttachment {
  readonly nodes: readonly NodeRecord[];
}

/** What is to be delivered, and where to. */
export interface DeliveryInput {
  readonly run_id: string;
  readonly crate: RunJob["crate"];
  readonly assignment: DeliveryAssignment;
  readonly end: { readonly memory: WorkingMemory } | { readonly report: FailureReport };
}
