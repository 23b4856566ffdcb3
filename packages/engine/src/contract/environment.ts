import type { AbortSignalLike, LeafCall, LeafResult } from "./leaf.ts";
import type { PipeCall, PipeResult } from "./pipe-call.ts";
import type { RunEvent } from "./run-event.ts";

/** What the interpreter asks of the place it runs in. Everything impure goes through it. */
export interface Environment {
  /** Runs one leaf under the backend's own retry rules. Rejects with a FailureError. */
  callLeaf(call: LeafCall): Promise<LeafResult>;
  /**
   * Runs a controller as a unit of work of its own, where the place has such units: `interpretPipe` walks it there. Absent: controllers
   * are walked where they are called. Rejects with a FailureError that says where it happened.
   */
  runController?(call: PipeCall): Promise<PipeResult>;
  /** Never throws, never blocks. */
  emit(event: RunEvent): void;
  /** Milliseconds since the epoch, deterministic under replay. */
  now(): number;
  readonly signal: AbortSignalLike;
}
