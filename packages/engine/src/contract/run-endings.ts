import { createFailure, type FailureError } from "@perdure/failures";

/** A run ended because somebody asked; the same words on every backend. */
export const runCancelled = (reason?: string): FailureError =>
  createFailure("run.cancelled", {
    message: reason === undefined ? "The run was cancelled." : `The run was cancelled: ${reason}.`,
  });

/** A run that has ended cannot be cancelled. */
export const runAlreadyEnded = (runId: string): FailureError =>
  createFailure("run.already_ended", { message: `The run ${runId} has already ended.` });

/** A run has no result yet and gets none without somebody who takes it up again. */
export const runNotFinished = (runId: string, message: string): FailureError =>
  createFailure("run.not_finished", {
    message,
    user_action: { kind: "read_run", detail: `Take it up again: perdure resume ${runId}` },
  });

/** The process that drove a run is gone. */
export const runNotDriven = (runId: string): FailureError =>
  runNotFinished(runId, "The process that drove the run has ended before it.");
