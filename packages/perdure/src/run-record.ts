import type { PipeRef } from "@perdure/crate";
import type { CrateReference, RunState } from "@perdure/engine";
import type { ProcessIdentity } from "@perdure/journal";

/** What `runs/<id>.json` says about a run, written before it starts: enough to take it up again from anywhere. */
export interface RunRecord {
  readonly schema: 1;
  readonly run_id: string;
  /** The backend's mode. */
  readonly backend: string;
  readonly address?: string | undefined;
  /** The address is this project's own dev server's, wherever that listens by now. */
  readonly is_own_server?: boolean | undefined;
  readonly namespace?: string | undefined;
  readonly worker?: "embedded" | "fleet" | undefined;
  readonly task_queue?: string | undefined;
  readonly entry: PipeRef;
  readonly crate: CrateReference;
  /** The method's path; empty where it was given as texts. */
  readonly method: string;
  readonly providers: readonly string[];
  /** The folder of the result files; empty where the caller writes none. */
  readonly results: string;
  /** The modules that PipeFunc's functions come from. */
  readonly functions?: readonly string[] | undefined;
  /** Milliseconds since the epoch. */
  readonly started_at: number;
  /** The process that drives it. */
  readonly process?: ProcessIdentity | undefined;
  readonly state: RunState;
  readonly ended_at?: number | undefined;
}
