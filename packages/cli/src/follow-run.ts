import type { RunHandle, RunResult } from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import { INTERRUPTED, type CommandContext } from "./command-context.ts";
import type { Progress } from "./progress/progress.ts";
import type { CommandIo } from "./terminal/command-io.ts";

/** How following a run ended: with its result, or because the person pressed Ctrl-C. */
export type Followed = { readonly kind: "completed"; readonly result: RunResult } | { readonly kind: "detached" };

/** Shows a run's events until it ends or the person leaves. Rejects with the run's failure. */
export async function followRun(io: CommandIo, handle: RunHandle, progress: Progress): Promise<Followed> {
  let release: () => void = () => undefined;
  let isLeft = false;
  const interrupted = new Promise<Followed>((resolve) => {
    release = io.onInterrupt(() => {
      isLeft = true;
      resolve({ kind: "detached" });
    });
  });
  const completed = handle.result().then((result): Followed => ({ kind: "completed", result }));
  // A run that ends while its events are still being read has its say below.
  completed.catch(() => undefined);
  // What a run shows while it is being left is its end in this process, not its own.
  const watching = showEvents(handle, progress, () => !isLeft);
  try {
    const followed = await Promise.race([completed, interrupted]);
    if (followed.kind === "completed") await watching;
    else {
      // Whoever presses Ctrl-C again waits for nothing more.
      release();
      await handle.detach();
    }
    return followed;
  } catch (error) {
    await watching;
    throw error;
  } finally {
    release();
  }
}

/** Ends a command whose person left the run: with the way back for a person, as a failure document for a program. */
export function leaveRun({ isJson, exit }: CommandContext, runId: string, progress: Progress): void {
  exit(INTERRUPTED);
  const resume = `npx perdure resume ${runId}`;
  if (!isJson) {
    progress.say(`Left run ${runId}. Take it up again: ${resume}`);
    return;
  }
  throw createFailure("run.not_finished", {
    message: `Run ${runId} was left before its end.`,
    user_action: { kind: "read_run", detail: `Take it up again: ${resume}` },
  });
}

/** Progress is a courtesy: what is wrong with the run itself comes with its result. */
async function showEvents(handle: RunHandle, progress: Progress, isWanted: () => boolean): Promise<void> {
  try {
    for await (const event of handle.events()) if (isWanted()) progress.onEvent(event);
  } catch (error) {
    if (!isWanted()) return;
    progress.say(
      `Progress is not available: ${isFailureError(error) ? error.report.message : "the connection was lost"}`,
    );
  }
}
