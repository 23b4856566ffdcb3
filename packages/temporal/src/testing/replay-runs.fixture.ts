import { createFailure } from "@perdure/failures";
import type { RunJob } from "@perdure/engine";
import { scriptedLeaves } from "./scripted-leaves.fixture.ts";
import { batchJob, composeJob, sequenceJob } from "./sequence-job.fixture.ts";

/** A run whose history is kept for ever. Names start with the semantics number and are never used again. */
export interface ReplayRun {
  readonly name: string;
  readonly job: RunJob;
  readonly leaves: () => ReturnType<typeof scriptedLeaves>;
  readonly fails?: true;
}

export const REPLAY_RUNS: readonly ReplayRun[] = [
  {
    name: "1-sequence-with-a-retry",
    job: sequenceJob("history-1-sequence", ["a", "b", "c"]),
    leaves: () =>
      scriptedLeaves({
        b: (_call, { attempt }) => {
          if (attempt === 1) throw createFailure("provider.failed", { message: "The provider failed." });
          return "at last";
        },
      }),
  },
  { name: "1-batch-of-twelve", job: batchJob("history-1-batch", 12), leaves: () => scriptedLeaves() },
  { name: "1-stored-compose", job: composeJob("history-1-compose"), leaves: () => scriptedLeaves() },
  {
    name: "1-refused-key",
    job: sequenceJob("history-1-refused", ["a", "b"]),
    leaves: () =>
      scriptedLeaves({
        b: () => {
          throw createFailure("provider.credential_refused", { message: "The key is refused." });
        },
      }),
    fails: true,
  },
];
