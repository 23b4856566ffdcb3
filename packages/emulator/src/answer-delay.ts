import { setTimeout as sleep } from "node:timers/promises";

/** Holds answers back: one latency for all of them, which counts from now on for those that wait already. */
export interface AnswerDelay {
  setLatency(milliseconds: number): void;
  /** Resolves after the latency and so many milliseconds more, or at the signal. */
  wait(more_ms: number, gone: AbortSignal): Promise<void>;
}

export function createAnswerDelay(latency_ms: number): AnswerDelay {
  let latency = latency_ms;
  let changed = new AbortController();
  return {
    setLatency: (milliseconds) => {
      latency = milliseconds;
      changed.abort();
      changed = new AbortController();
    },
    wait: async (more_ms, gone) => {
      const since = Date.now();
      while (!gone.aborted) {
        const left = since + latency + more_ms - Date.now();
        if (left <= 0) return;
        const signal = AbortSignal.any([gone, changed.signal]);
        await sleep(left, undefined, { signal }).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
      }
    },
  };
}
