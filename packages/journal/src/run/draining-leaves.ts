import type { AbortSignalLike, BackendHost, LeafExecutor } from "@perdure/engine";

/** Leaves that can be told to finish what is in flight and to start nothing more. */
export interface DrainingLeaves extends Pick<LeafExecutor, "execute"> {
  /** Resolves when nothing is in flight, or after `grace_ms`. What is called from now on waits for its signal. */
  drain(grace_ms: number): Promise<void>;
}

/** Wraps the leaves of a host. */
export function createDrainingLeaves({ leaves, now, sleepUntil }: BackendHost): DrainingLeaves {
  const inFlight = new Set<Promise<unknown>>();
  let draining = false;
  return {
    execute: (call, context) => {
      if (draining) return untilAborted(context.signal);
      const result = leaves.execute(call, context);
      inFlight.add(result);
      const done = (): void => void inFlight.delete(result);
      result.then(done, done);
      return result;
    },
    drain: async (graceMs) => {
      draining = true;
      const patience = new AbortController();
      await Promise.race([Promise.allSettled(inFlight), sleepUntil(now() + graceMs, patience.signal)]);
      patience.abort();
      // One turn of the loop, in which whoever called the leaves records what they gave.
      await new Promise(setImmediate);
    },
  };
}

function untilAborted(signal: AbortSignalLike): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
  });
}
