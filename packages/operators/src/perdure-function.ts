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
export type PerdureFunction = (
  inputs: Readonly<Record<string, Json>>,
  context: FunctionContext,
) => Json | Promise<Json>;
