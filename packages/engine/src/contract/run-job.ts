import type { ControlPlan, Multiplicity, PipeRef } from "@perdure/crate";
import type { CrateReference, ResolvedModel, TransportLimits } from "./leaf.ts";
import type { WorkingMemory } from "../memory/values.ts";

/** Limits frozen into a job, so that the same pieces are leaves on every backend and after every resume. */
export interface RunLimits {
  /** Bytes of canonical JSON up to which a value stays inline. */
  readonly inline_max_bytes: number;
  /** Items up to which a list is itemised; a longer one is in the content store, and cannot be batched over yet. */
  readonly list_inline_max: number;
  /** Batch items in flight. */
  readonly max_concurrency: number;
  /** Nested pipes. */
  readonly pipe_stack_limit: number;
  /** Milliseconds that one attempt of a leaf may take. */
  readonly leaf_timeout_ms: number;
  readonly transport: TransportLimits;
}
/** The limits of a run where nothing else is asked for. */
export const DEFAULT_LIMITS: RunLimits = Object.freeze({
  inline_max_bytes: 4096,
  list_inline_max: 500,
  max_concurrency: 8,
  pipe_stack_limit: 20,
  leaf_timeout_ms: 600_000,
  transport: Object.freeze({ max_retries: 2, max_wait_ms: 2000, retry_after_ceiling_ms: 3_600_000 }),
});

/** What decides whether a value travels inline, itemised or as a reference. */
export type InlineLimits = Pick<RunLimits, "inline_max_bytes" | "list_inline_max">;

/** The models of one pipe. */
export interface PipeModels {
  readonly main?: ResolvedModel;
  readonly structure?: ResolvedModel;
}

/** Everything a run needs, the same value on every path. Readers refuse unknown keys. */
export interface RunJob {
  readonly schema: 1;
  readonly run_id: string;
  readonly crate: CrateReference;
  readonly plan: ControlPlan;
  readonly entry: PipeRef;
  readonly memory: WorkingMemory;
  readonly output_name?: string;
  readonly output_multiplicity?: Multiplicity;
  readonly run_mode: "live" | "dry";
  readonly limits: RunLimits;
  readonly models: Readonly<Record<PipeRef, PipeModels>>;
  /** `never` makes an ambiguous outcome of a billable leaf final. */
  readonly repeat_billable: "allowed" | "never";
  /** Effects of functions by name; absent: effectful. */
  readonly function_effects: Readonly<Record<string, "pure" | "idempotent" | "effectful">>;
  readonly labels: Readonly<Record<string, string>>;
}
