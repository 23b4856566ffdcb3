import type { Json } from "@perdure/crate";
import type { AbortSignalLike } from "@perdure/engine";
import type { ServerRetryPolicy } from "@perdure/failures";

/** What a host can do. */
export interface HostCapabilities {
  /** An execution survives the death of the process that works on it. */
  readonly durable: boolean;
  /** Bytes of JSON that an input or a result may take, of a workflow or an activity. */
  readonly max_payload_bytes: number;
}

/** How one activity is run. */
export interface ActivityOptions {
  /** Milliseconds that one attempt may take. */
  readonly start_to_close_ms: number;
  /** Milliseconds without a sign of life after which an attempt counts as lost. */
  readonly heartbeat_ms: number;
  /** Attempts, and what of a lost one: whether a failed one is tried again is said by its own `HostFailure`. */
  readonly retry: ServerRetryPolicy;
  /** What a console shows beside it. */
  readonly summary: string;
  /** It is run although its workflow was cancelled. */
  readonly detached?: boolean;
}

/** What a workflow may use: everything else in it is pure. */
export interface WorkflowContext {
  readonly execution_id: string;
  /** Rejects with a HostFailure. */
  executeActivity(name: string, input: Json, options: ActivityOptions): Promise<Json>;
  /** A child ends with its parent. Rejects with a HostFailure. */
  executeChild(name: string, input: Json, options: { readonly id: string }): Promise<Json>;
  /** What a query of a name is answered. */
  onQuery(name: string, answer: () => Json): void;
  /** Milliseconds since the epoch, the same when a history is replayed. */
  now(): number;
  readonly signal: AbortSignalLike;
}
/** A workflow. Rejects with a HostFailure; anything else ends the execution as a failure of category `unknown`. */
export type WorkflowFunction = (context: WorkflowContext, input: Json) => Promise<Json>;

/** What an activity may use. */
export interface ActivityContext {
  /** One-based. */
  readonly attempt: number;
  readonly signal: AbortSignal;
  /** Says that the attempt is alive. */
  readonly heartbeat: () => void;
}
/** An activity. Rejects with a HostFailure; anything else is final. */
export type ActivityFunction = (input: Json, context: ActivityContext) => Promise<Json>;

/** What a host runs, by names that its console and histories know. */
export interface HostDefinitions {
  readonly workflows: Readonly<Record<string, WorkflowFunction>>;
  readonly activities: Readonly<Record<string, ActivityFunction>>;
}

/** How an execution stands. `interrupted`: it has not ended, and nobody works on it. */
export type ExecutionState = "running" | "completed" | "failed" | "canceled" | "interrupted";
/** What a host knows of an execution. */
export interface ExecutionDescription {
  readonly id: string;
  readonly workflow: string;
  readonly state: ExecutionState;
  /** Milliseconds since the epoch. */
  readonly started_at: number;
  readonly ended_at?: number;
  readonly memo: Readonly<Record<string, string>>;
}
/** One execution of a workflow. */
export interface HostHandle {
  readonly id: string;
  /** Rejects with a HostFailure. */
  result(): Promise<Json>;
  describe(): Promise<ExecutionDescription>;
  /** The answer of the workflow; undefined where it does not answer. */
  query(name: string): Promise<Json | undefined>;
  /** Resolves once the host has taken the request. */
  cancel(reason?: string): Promise<void>;
}

/**
 * Where workflows and activities are executed: Mistral's control plane with its workers, a Temporal server, or this process. Everything
 * rejects with a FailureError unless said otherwise.
 */
export interface WorkflowHost {
  readonly id: string;
  readonly capabilities: HostCapabilities;
  /** Milliseconds between two looks at an execution that is followed. */
  readonly poll_ms: number;
  /** Works on the executions of these definitions until it is stopped. Called by each backend that is opened on the host. */
  serve(definitions: HostDefinitions): Promise<{ stop(): Promise<void> }>;
  /** Rejects with `perdure.run_already_exists` where the id is taken, whatever runs under it. */
  start(workflow: string, input: Json, options: StartOptions): Promise<HostHandle>;
  /** Rejects with `run.not_found`. */
  get(id: string): Promise<HostHandle>;
  list(workflow: string): AsyncIterable<ExecutionDescription>;
  close(): Promise<void>;
}
/** How an execution is started. */
export interface StartOptions {
  readonly id: string;
  readonly memo: Readonly<Record<string, string>>;
}
