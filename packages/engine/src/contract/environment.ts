import type { AbortSignalLike, LeafCall, LeafResult } from "./leaf.ts";
import type { RunEvent } from "./run-event.ts";

/** What the interpreter asks of the place it runs in. Everything impure goes through it. */
export interface Environment {
  /** Runs one leaf under the backend's own retry rules. Rejects with a FailureError. */
  callLeaf(call: LeafCall): Promise<LeafResult>;
  /** Never throws, never blocks. */
  emit(event: RunEvent): void;
  /** Milliseconds since the epoch, deterministic under replay. */
  now(): number;
  readonly signal: AbortSignalLike;
}
