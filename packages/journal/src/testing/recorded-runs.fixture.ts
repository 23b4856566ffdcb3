import type { RunJob } from "@perdure/engine";
import { createFakeLeaves } from "@perdure/engine/testing";
import type { LeafAnswer } from "@perdure/engine/testing";
import { createFailure } from "@perdure/failures";
import { journal } from "../journal.ts";
import { journalHost } from "./journal-host.fixture.ts";
import { batchJob, chainJob } from "./test-runs.fixture.ts";

/** A run that a committed journal holds, and how it stopped there. Names are never used again. */
interface RecordedRun {
  readonly job: RunJob;
  /** Resolves to leave the run while this call is in flight. */
  readonly answer: (leave: () => void) => LeafAnswer;
}

const never = () => new Promise<never>(() => undefined);
const text: LeafAnswer = ({ node_id }) => ({ text: `recorded ${node_id}` });

const RECORDED_RUNS: readonly RecordedRun[] = [
  { job: chainJob("1-completed", ["a", "b"]), answer: () => text },
  {
    job: chainJob("1-refused", ["a", "b", "c"]),
    answer: () => (call, context) => {
      if (call.node_id !== "main/b") return text(call, context);
      throw createFailure("provider.credential_refused", { message: "The key is refused." });
    },
  },
  {
    job: batchJob("1-interrupted-batch", 6, 2),
    answer: (leave) => {
      let calls = 0;
      return (call, context) => {
        calls += 1;
        if (calls < 4) return text(call, context);
        leave();
        return never();
      };
    },
  },
  {
    job: chainJob("1-waiting", ["a", "b"]),
    answer: (leave) => (call, context) => {
      if (call.node_id !== "main/b") return text(call, context);
      setImmediate(leave);
      throw createFailure("provider.rate_limited", {
        message: "The provider limits the rate.",
        retry_after_ms: 60_000,
      });
    },
  },
];

/** Writes the runs into a new journal file. A waiting run waits for ever here. */
export async function recordRuns(file: string): Promise<void> {
  for (const { job, answer } of RECORDED_RUNS) {
    const left = Promise.withResolvers<void>();
    const host = journalHost(createFakeLeaves(answer(() => left.resolve())));
    const backend = journal({ file })({
      ...host,
      sleepUntil: (time, signal) =>
        time > host.now() + 30_000
          ? new Promise((resolve) => signal.addEventListener("abort", () => resolve()))
          : host.sleepUntil(time, signal),
    });
    const handle = await backend.start(job);
    await Promise.race([handle.result().catch(() => undefined), left.promise]);
    await backend.close();
  }
}

if (process.argv[1] === import.meta.filename) await recordRuns(process.argv[2] ?? "journal.sqlite");
