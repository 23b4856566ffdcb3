import type { RunHandle, RunState } from "@perdure/engine";

/**
 * A run that another process drives, or none any more: whoever sees its end notes it, because its driver may be a fleet that
 * keeps no record here. The backend's own word counts, never what went wrong while watching.
 */
export function watchedRun(handle: RunHandle, noteEnd: (state: RunState) => Promise<void>): RunHandle {
  const noteIfEnded = async (): Promise<void> => {
    const state = await handle.status().then(
      (status) => status.state,
      () => undefined,
    );
    if (state === "completed" || state === "failed" || state === "canceled") await noteEnd(state);
  };
  return {
    run_id: handle.run_id,
    status: () => handle.status(),
    result: async () => {
      try {
        return await handle.result();
      } finally {
        await noteIfEnded();
      }
    },
    cancel: (reason) => handle.cancel(reason),
    events: () => handle.events(),
    detach: () => handle.detach(),
  };
}
