import type { FailureReport } from "@perdure/failures";
import type { LeafUsage } from "./leaf.ts";

/** How a pipe invocation stands. */
export type NodeStatus = "scheduled" | "running" | "waiting" | "succeeded" | "failed" | "skipped" | "canceled";

/** The state of one pipe invocation: the whole vocabulary of progress, run picture and tests. */
export interface NodeRecord {
  readonly node_id: string;
  readonly parent?: string;
  readonly pipe: string;
  /** The pipe type, or `PipeBatch` for an inline batch. */
  readonly type: string;
  readonly status: NodeStatus;
  /** Grows by one with each change of this node. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly started_at?: number;
  readonly ended_at?: number;
  readonly attempt?: number;
  readonly calls?: number;
  /** A recorded result was used: nothing was called. */
  readonly restored?: boolean;
  readonly batch?: { readonly total: number; readonly done: number };
  readonly outcome?: string;
  readonly model?: string;
  readonly usage?: LeafUsage;
  /** While `waiting`: when the next attempt starts, milliseconds since the epoch. */
  readonly next_attempt_at?: number;
  readonly failure?: FailureReport;
  readonly skip_reason?: string;
  /** Stuff codes read, by input name, and the one written: the data edges of the run picture. */
  readonly reads?: Readonly<Record<string, string>>;
  readonly writes?: string;
}
/** A change of one node: its whole state, so that intermediate ones may be missed. */
export interface RunEvent {
  readonly kind: "node";
  readonly node: NodeRecord;
}
