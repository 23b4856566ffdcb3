import type { RunHandle, RunResult } from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import { INTERRUPTED, type CommandContext } from "./command-context.ts";
import type { Progress } from "./progress/progress.ts";

/** How following a run ended: with its result, or because the person pressed Ctrl-C. */
export type Followed = { readonly kind: "completed"; readonly result: RunResult } | { readonly kind: "detached" };

/**
 * Shows a run's events until it ends or the person leaves. Rejects with the run's failure, and has the command's last lines say
 * how the run is taken up again where that can help.
 */
export async function followRun(
  { io, sayAtEnd }: Pick<CommandContext, "io" | "sayAtEnd">,
  handle: RunHandle,
  progress: Progress,
): Promise<Followed> {
  let release: () => void = () => undefined;
  const leaving = new AbortController();
  const interrupted = new Promise<Followed>((resolve) => {
    release = io.onInterrupt(() => {
      leaving.abort();
      progress.stop();
      progress.say("Leaving the run … (Ctrl-C again ends it at once)");
      resolve({ kind: "detached" });
    });
  });
  const completed = handle.result().then((result): Followed => ({ kind: "completed", result }));
  // A run that ends while its events are still being read has its say below.
  completed.catch(() => undefined);
  const watching = showEvents(handle, progress, leaving.signal);
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
    if (isFailureError(error) && error.report.category !== "content") {
      sayAtEnd(`What is finished is kept. Once the cause is gone: ${resumeCommand(handle.run_id)}`);
    }
    throw error;
  } finally {
    release();
  }
}

/** Ends a command whose person left the run: with the way back for a person, as a failure document for a program. */
export function leaveRun({ isJson, exit }: CommandContext, runId: string, progress: Progress): void {
  exit(INTERRUPTED);
  const resume = resumeCommand(runId);
  if (!isJson) {
    progress.say(`Left run ${runId}. Take it up again: ${resume}`);
    return;
  }
  throw createFailure("run.not_finished", {
    message: `Run ${runId} was left before its end.`,
    user_action: { kind: "read_run", detail: `Take it up again: ${resume}` },
  });
}

const resumeCommand = (runId: string): string => `npx perdure resume ${runId}`;

/** Progress is a courtesy: what is wrong with the run itself comes with its result. What is cut off by leaving is not shown. */
async function showEvents(handle: RunHandle, progress: Progress, left: AbortSignal): Promise<void> {
  try {
    for await (const event of handle.events()) {
      if (left.aborted) return;
      progress.onEvent(event);
    }
  } catch (error) {
    if (left.aborted) return;
    progress.say(
      `Progress is not available: ${isFailureError(error) ? error.report.message : "the connection was lost"}`,
    );
  }
}
