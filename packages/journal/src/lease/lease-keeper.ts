import { Worker } from "node:worker_threads";
import { LEASE_RENEWAL_MS } from "./lease-terms.ts";

/** Keeps the leases of this process renewed. */
export interface LeaseKeeper {
  hold(runId: string, epoch: number): void;
  release(runId: string): void;
  close(): Promise<void>;
}
export type LeaseMessage =
  | { readonly kind: "hold"; readonly run_id: string; readonly epoch: number }
  | { readonly kind: "release"; readonly run_id: string };
/** Said when a renewal had to be left out. */
export type LeaseThreadAnswer = "busy";
export interface LeaseThreadData {
  readonly file: string;
  /** Milliseconds between two renewals. */
  readonly renewal_ms: number;
}

/** Renews leases in a journal file from a thread of its own, which starts with the first lease and never keeps the process alive. */
export function createLeaseKeeper(
  file: string,
  log: (message: string) => void,
  renewal_ms: number = LEASE_RENEWAL_MS,
): LeaseKeeper {
  let thread: Worker | undefined;
  const started = (): Worker => {
    if (thread !== undefined) return thread;
    const name = import.meta.url.endsWith(".ts") ? "./renew-leases.thread.ts" : "./renew-leases.thread.js";
    const worker = new Worker(new URL(name, import.meta.url), {
      workerData: { file, renewal_ms } satisfies LeaseThreadData,
    });
    worker.unref();
    worker.on("message", (_busy: LeaseThreadAnswer) => {
      log("A lease could not be renewed, because the journal was busy; it is tried again.");
    });
    worker.on("error", () => {
      thread = undefined;
      log("Leases are not renewed any more: another process may take the runs of this one over.");
    });
    thread = worker;
    return worker;
  };
  return {
    hold: (runId, epoch) => started().postMessage({ kind: "hold", run_id: runId, epoch } satisfies LeaseMessage),
    release: (runId) => thread?.postMessage({ kind: "release", run_id: runId } satisfies LeaseMessage),
    close: async () => {
      const ending = thread;
      thread = undefined;
      await ending?.terminate();
    },
  };
}
