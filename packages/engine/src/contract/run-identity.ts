import { canonicalJson } from "@perdure/crate";
import type { Json } from "@perdure/crate";
import { createFailure, type FailureError } from "@perdure/failures";
import type { RunJob } from "./run-job.ts";

/** Whether two jobs ask for the same: a start with the same id and the same job is the run that exists. */
export const isSameJob = (one: RunJob, other: RunJob): boolean =>
  one === other || canonicalJson(one as unknown as Json) === canonicalJson(other as unknown as Json);

/** An id that belongs to a run of another job. */
export const runIdTaken = (runId: string): FailureError =>
  createFailure("request.idempotency_conflict", { message: `The run ${runId} exists and belongs to another job.` });
