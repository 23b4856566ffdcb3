import type { RunHandle, RunResult } from "@perdure/engine";
import { isFailureError } from "@perdure/failures";
import type { Progress } from "./progress/progress.ts";
import type { CommandIo } from "./terminal/command-io.ts";

/** How following a run ended: with its result, or because the person pressed Ctrl-C. */
export type Followed = { readonly kind: "completed"; readonly result: RunResult } | { readonly kind: "detached" };

/** Shows a run's events until it ends or the person leaves. Rejects with the run's failure. */
export async function followRun(io: CommandIo, handle: RunHandle, progress: Progress): Promise<Followed> {
  let release: () => void = () => undefined;
  const interrupted = new Promise<Followed>((resolve) => {
    release = io.onInterrupt(() => resolve({ kind: "detached" }));
  });
  const completed = handle.result().then((result): Followed => ({ kind: "completed", result }));
  // A run that ends while its events are still being read has its say below.
  completed.catch(() => undefined);
  const watching = showEvents(handle, progress);
  try {
    const followed = await Promise.race([completed, interrupted]);
    if (followed.kind === "detached") await handle.detach();
    else await watching;
    return followed;
  } catch (error) {
    await watching;
    throw error;
  } finally {
    release();
  }
}

/** Progress is a courtesy: what is wrong with the run itself comes with its result. */
async function showEvents(handle: RunHandle, progress: Progress): Promise<void> {
  try {
    for await (const event of handle.events()) progress.onEvent(event);
  } catch (error) {
    progress.say(
      `Progress is not available: ${isFailureError(error) ? error.report.message : "the connection was lost"}`,
    );
  }
}
