import type { JsonObject, LeafKind, Multiplicity, ConceptRef, PipeRef } from "@perdure/crate";
import type { Effect } from "@perdure/failures";
import type { ContentReference } from "../contents/content-reference.ts";
import type { Stuff, StuffValue } from "../memory/values.ts";

/** A model as submission resolved it: workers add only endpoint and credential, by provider name. */
export interface ResolvedModel {
  /** `openai`, `anthropic`, `google`, `mistral`, `openai-compatible`, `emulated`, `internal`, or a name from the user's own deck. */
  readonly provider: string;
  /** The provider's own id of the model. */
  readonly model: string;
  /** The reference as the author wrote it. */
  readonly handle: string;
  readonly settings: JsonObject;
}

/** One leaf to run: small and self-contained. The leaf reads the pipe from the crate and renders its own prompts. */
export interface LeafCall {
  readonly schema: 1;
  readonly kind: LeafKind;
  readonly run_id: string;
  readonly node_id: string;
  readonly crate: CrateReference;
  readonly pipe: PipeRef;
  /** Which half of a two-inference operator, or, of a pure leaf, a copy of the value at `path`. */
  readonly part?: "draft_text" | "structure" | "binding";
  /** Dotted, for `binding`. */
  readonly path?: string;
  /** The declared inputs that it reads (a compose reads every name its templates and paths mention). */
  readonly inputs: Readonly<Record<string, Stuff>>;
  readonly output: { readonly concept: ConceptRef; readonly multiplicity: Multiplicity };
  readonly model?: ResolvedModel;
  /** Run parameters that templates may read, such as `_nb_output`. */
  readonly parameters: JsonObject;
  readonly effect: Effect;
  /** Milliseconds that one attempt may take. */
  readonly timeout_ms: number;
  readonly inline_max_bytes: number;
  /** Absent: 500, so that a call which an earlier version scheduled means the same. */
  readonly list_inline_max?: number;
  readonly transport: TransportLimits;
  readonly run_mode: "live" | "dry";
}
/** Which crate, by its fingerprint, and where its content is stored. */
export interface CrateReference {
  readonly fingerprint: string;
  readonly content: ContentReference;
}
/** The transport retry: the same on every path. */
export interface TransportLimits {
  readonly max_retries: number;
  /** A longer Retry-After is handed up at once. */
  readonly max_wait_ms: number;
  /** Beyond it a delay is capacity, not transient. */
  readonly retry_after_ceiling_ms: number;
}

/** Tokens and money of one leaf. `cost_usd` is absent where no rate is known, never 0. */
export interface LeafUsage {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly total_tokens?: number;
  readonly cost_usd?: number;
}
/** What a leaf came to. */
export interface LeafResult {
  readonly concept: ConceptRef;
  readonly value: StuffValue;
  readonly usage?: LeafUsage;
  /** Provider calls of the successful attempt: transport retries and schema re-asks included. */
  readonly calls: number;
  /** The backend's tries of this leaf, one-based; set by the backend. */
  readonly attempt?: number;
  /** True where a backend gave back a recorded result; set by the backend. */
  readonly restored?: boolean;
  /** What `condition` printed. */
  readonly printed?: string;
}

/** What a leaf may use while it runs. */
export interface LeafContext {
  /** One-based. */
  readonly attempt: number;
  readonly signal: AbortSignalLike;
  /** Called now and then by long leaves. */
  heartbeat?(): void;
}
/** The part of AbortSignal that we use: the isolate has none. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
/** Runs leaves. Rejects with a FailureError whose report is classified and whose location is added by the caller. */
export interface LeafExecutor {
  execute(call: LeafCall, context: LeafContext): Promise<LeafResult>;
  close(): Promise<void>;
}
