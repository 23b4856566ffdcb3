import type { FailureReport } from "@perdure/failures";
import type { ContentStore } from "../contents/content-store.ts";
import type { AbortSignalLike, LeafExecutor, LeafUsage } from "./leaf.ts";
import type { NodeRecord, RunEvent } from "./run-event.ts";
import type { RunJob } from "./run-job.ts";
import type { WorkingMemory } from "../memory/values.ts";

/** The version of the contract between a backend and whoever opens it. */
export const BACKEND_CONTRACT = 1;

/** What a backend can do, so that callers ask instead of trying. */
export interface BackendCapabilities {
  /** A run survives the death of its process. */
  readonly durable: boolean;
  /** A failed leaf is retried alone. */
  readonly per_leaf_retry: boolean;
  /** A failure repeats the whole run as a unit: leaves that had succeeded run again. Never together with `per_leaf_retry`. */
  readonly per_run_retry: boolean;
  /** `start` returns before the run ends and the run goes on without the caller. */
  readonly fire_and_forget: boolean;
  readonly progress: boolean;
  readonly cancel: boolean;
  /** `attach` works from another process. */
  readonly attach: boolean;
  /** `resume` also drives a run that failed, calling only what is missing. */
  readonly resume_failed: boolean;
  /** Bytes of the largest job that `start` accepts, where there is a bound. */
  readonly max_payload_bytes?: number;
}

/** How a run stands; `interrupted`: it has not ended, and nobody drives it. */
export type RunState = "running" | "completed" | "failed" | "canceled" | "interrupted";
/** One line about a run. */
export interface RunSummary {
  readonly run_id: string;
  readonly state: RunState;
  readonly entry: string;
  /** Milliseconds since the epoch. */
  readonly started_at: number;
  readonly ended_at?: number;
}
/** A run with its nodes, and its failure where it has one. */
export interface RunStatus extends RunSummary {
  readonly nodes: readonly NodeRecord[];
  readonly failure?: FailureReport;
}
/** What a finished run gives: references, not contents. */
export interface RunResult {
  readonly run_id: string;
  readonly memory: WorkingMemory;
  readonly nodes: readonly NodeRecord[];
  readonly usage: LeafUsage;
}

/** How a run is followed: `signal` cancels it, `onEvent` hears of every change of a node. */
export interface ExecuteOptions {
  readonly signal?: AbortSignalLike;
  readonly onEvent?: (event: RunEvent) => void;
}
/** A run that was started or attached to. */
export interface RunHandle {
  readonly run_id: string;
  status(): Promise<RunStatus>;
  /** Resolves when the run completes; rejects with its FailureError. */
  result(): Promise<RunResult>;
  cancel(reason?: string): Promise<void>;
  /** The state of every node first, then changes; ends with the run. */
  events(): AsyncIterable<RunEvent>;
  /** Stops following; a durable run that another process drives goes on. */
  detach(): Promise<void>;
}

/** Where a run executes. Every method rejects with a FailureError. */
export interface Backend {
  readonly contract: typeof BACKEND_CONTRACT;
  readonly mode: string;
  readonly capabilities: BackendCapabilities;
  execute(job: RunJob, options?: ExecuteOptions): Promise<RunResult>;
  start(job: RunJob): Promise<RunHandle>;
  /** Follows a run; drives nothing. */
  attach(runId: string): Promise<RunHandle>;
  /** Drives a run that stopped, after a crash or after it failed. */
  resume(runId: string): Promise<RunHandle>;
  list(): AsyncIterable<RunSummary>;
  close(): Promise<void>;
}

/** What a backend is given. Backends that run leaves elsewhere leave `leaves` alone. */
export interface BackendHost {
  readonly leaves: LeafExecutor;
  readonly contents: ContentStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Sleeps until the time (milliseconds since the epoch) or the signal. */
  readonly sleepUntil: (time: number, signal: AbortSignalLike) => Promise<void>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly log: (message: string) => void;
}
/** Makes a backend from what its host gives it; nothing is connected before it is first used. */
export type BackendFactory = (host: BackendHost) => Backend;
