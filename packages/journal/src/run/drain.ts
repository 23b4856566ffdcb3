import type { BackendHost } from "@perdure/engine";

/** Lets what is in flight end while nothing more starts. */
export interface Drain {
  /** Starts work that counts as in flight until it settles; once the drain has begun it waits for the signal instead, and rejects with its reason. */
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Begins the drain; resolves when nothing is in flight, or after `grace_ms`. */
  begin(grace_ms: number): Promise<void>;
}

/** Makes a drain that has not begun. */
export function createDrain({ now, sleepUntil }: Pick<BackendHost, "now" | "sleepUntil">): Drain {
  const inFlight = new Set<Promise<unknown>>();
  let draining = false;
  return {
    run: (signal, work) => {
      if (draining) return untilAborted(signal);
      const running = work();
      inFlight.add(running);
      const done = (): void => void inFlight.delete(running);
      running.then(done, done);
      return running;
    },
    begin: async (graceMs) => {
      draining = true;
      const patience = new AbortController();
      await Promise.race([Promise.allSettled(inFlight), sleepUntil(now() + graceMs, patience.signal)]);
      patience.abort();
    },
  };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
  });
}
