import type { Json } from "@perdure/crate";

/** What a function may use beside its inputs. */
export interface FunctionContext {
  readonly run_id: string;
  readonly node_id: string;
  /** One-based. */
  readonly attempt: number;
  /** The same over attempts and resumes: what an outside system can tell a repeat by. */
  readonly idempotency_key: string;
  readonly signal: AbortSignal;
  heartbeat(): void;
}
/**
 * A function that a PipeFunc calls: gets the content of its declared inputs, returns the content of its output. A string,
 * number or boolean is wrapped for a Text, Number or YesNo output; a list output takes an array.
 */
export interface PerdureFunction {
  (inputs: Readonly<Record<string, Json>>, context: FunctionContext): Json | Promise<Json>;
  /** What a repeat may do: nothing, nothing more where `idempotency_key` is honoured, or harm. Absent: `effectful`. */
  readonly effect?: FunctionEffect;
}
/** What repeating a function may cost. */
export type FunctionEffect = "pure" | "idempotent" | "effectful";

/** What PipeFunc may call, by name. */
export type PerdureFunctions = Readonly<Record<string, PerdureFunction>>;
