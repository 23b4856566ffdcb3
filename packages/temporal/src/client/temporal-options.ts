import type { ConnectionOptions } from "@temporalio/client";
import type { DispatchTable } from "../contract/dispatch.ts";
import type { WorkerMode } from "../contract/run-contract.ts";

/** Which server, who works, and where leaves go. The members are those of the `[temporal]` table. */
export interface TemporalOptions {
  /** `host:port`. */
  readonly address: string;
  /** Default: `default`. */
  readonly namespace?: string;
  readonly api_key?: string;
  readonly tls?: ConnectionOptions["tls"];
  /** `embedded` (default): each run gets a worker in this process, on a queue of its own. `fleet`: workers run elsewhere. */
  readonly worker?: WorkerMode;
  /** The queue of a fleet. Default: `perdure`. */
  readonly task_queue?: string;
  /** Queues and retry policies of leaves. Default: all on the run's queue, five attempts. */
  readonly dispatch?: DispatchTable;
}
