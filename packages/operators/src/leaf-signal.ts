import type { AbortSignalLike } from "@perdure/engine";

/** The signal of one attempt: aborted by the caller or when the time is up. */
export interface LeafSignal {
  readonly signal: AbortSignal;
  /** Which of the two it was; undefined while neither. */
  ended(): "cancelled" | "timed_out" | undefined;
  dispose(): void;
}

/** Joins the caller's signal, which may come from an isolate without AbortSignal, with a deadline in milliseconds. */
export function createLeafSignal(outer: AbortSignalLike, timeout: number): LeafSignal {
  const controller = new AbortController();
  let ended: "cancelled" | "timed_out" | undefined;
  const end = (how: "cancelled" | "timed_out", reason: unknown): void => {
    ended ??= how;
    controller.abort(reason);
  };
  const cancel = (): void => end("cancelled", outer.reason ?? new DOMException("Cancelled", "AbortError"));
  const timer = setTimeout(() => end("timed_out", new DOMException("Out of time", "TimeoutError")), timeout);
  outer.addEventListener("abort", cancel);
  if (outer.aborted) cancel();
  return {
    signal: controller.signal,
    ended: () => ended,
    dispose: () => {
      clearTimeout(timer);
      outer.removeEventListener("abort", cancel);
    },
  };
}
