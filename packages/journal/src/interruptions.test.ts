import { direct } from "@perdure/direct";
import { createFakeLeaves } from "@perdure/engine/testing";
import { createFailure } from "@perdure/failures";
import fc from "fast-check";
import { expect, it } from "vitest";
import { journal } from "./journal.ts";
import { journalHost, temporaryJournal } from "./testing/journal-host.fixture.ts";
import { batchJob, chainJob } from "./testing/test-runs.fixture.ts";

/** What happens at the nth call of a leaf: an answer, a failure that may be repeated, or the end of its process. */
const event = fc.constantFrom("answers", "answers", "answers", "fails", "stops" as const);
const jobs = fc.oneof(
  fc.integer({ min: 1, max: 6 }).map((length) =>
    chainJob(
      "run",
      Array.from({ length }, (_, index) => `step_${index}`),
    ),
  ),
  fc
    .record({ items: fc.integer({ min: 0, max: 12 }), atOnce: fc.integer({ min: 1, max: 5 }) })
    .map(({ items, atOnce }) => batchJob("run", items, atOnce)),
);

it("ends as it would have ended undisturbed, wherever its processes stop, and no recorded leaf runs again", async () => {
  await fc.assert(
    fc.asyncProperty(jobs, fc.array(event, { maxLength: 12 }), async (job, events) => {
      const place = temporaryJournal();
      try {
        const undisturbed = await direct()(journalHost(createFakeLeaves((call) => ({ text: call.node_id })))).execute(
          job,
        );
        let call_number = 0;
        const answered: string[] = [];
        for (;;) {
          const stopped = Promise.withResolvers<"stopped">();
          const leaves = createFakeLeaves(({ node_id }) => {
            const happens = events[call_number] ?? "answers";
            call_number += 1;
            if (happens === "fails") throw createFailure("provider.failed", { message: "The provider failed." });
            if (happens === "stops") {
              stopped.resolve("stopped");
              return new Promise<never>(() => undefined);
            }
            answered.push(node_id);
            return { text: node_id };
          });
          const backend = journal({
            file: place.file,
            retry: { maximum_attempts: 50, initial_interval_ms: 1, backoff_coefficient: 1, maximum_interval_ms: 1 },
          })(journalHost(leaves));
          const handle =
            answered.length === 0 && call_number === 0 ? await backend.start(job) : await backend.resume("run");
          const end = await Promise.race([handle.result(), stopped.promise]);
          await backend.close();
          if (end === "stopped") continue;
          expect(end.memory).toEqual(undisturbed.memory);
          expect(end.nodes.map(({ node_id, status }) => [node_id, status])).toEqual(
            undisturbed.nodes.map(({ node_id, status }) => [node_id, status]),
          );
          expect(answered).toEqual([...new Set(answered)]);
          return;
        }
      } finally {
        place.remove();
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
