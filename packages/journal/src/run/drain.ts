import type { BackendHost } from "@perdure/engine";

/** Lets what is in flight end while nothing more starts. */
export interface Drain {
  /** Resolves at once, unless the drain has begun: then it waits for the signal and rejects with its reason. */
  enter(signal: AbortSignal): Promise<void>;
  /** What counts as in flight until it settles. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Begins the drain; resolves when nothing is in flight, or after `grace_ms`. */
  begin(grace_ms: number): Promise<void>;
}

/** Makes a drain that has not begun. */
export function createDrain({ now, sleepUntil }: Pick<BackendHost, "now" | "sleepUntil">): Drain {
  const inFlight = new Set<Promise<unknown>>();
  let draining = false;
  return {
    enter: (signal) => (draining ? untilAborted(signal) : Promise.resolve()),
    track: (work) => {
      inFlight.add(work);
      const done = (): void => void inFlight.delete(work);
      work.then(done, done);
      return work;
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
