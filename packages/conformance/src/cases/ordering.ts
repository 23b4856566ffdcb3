import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import type { CaseRun } from "../kit/case-context.ts";
import { createGate, fails } from "../kit/script.ts";
import { EACH_WORD } from "./common-methods.ts";

const words = (count: number) => ({ words: Array.from({ length: count }, (_, index) => `w${index}`) });

/** The most tries that were in flight at one moment. */
function peak({ ledger }: CaseRun): number {
  const moments = ledger().flatMap(({ started, ended = Number.MAX_SAFE_INTEGER }) => [
    [started, 1] as const,
    [ended, -1] as const,
  ]);
  let now = 0;
  let most = 0;
  for (const [, change] of moments.sort(([one], [other]) => one - other)) most = Math.max(most, (now += change));
  return most;
}

/** What starts when, and which failure counts. */
export const ORDERING: readonly ConformanceCase[] = [
  {
    id: "ordering.no_more_items_at_once_than_allowed",
    requires: [],
    why: "A limit protects the provider and the purse",
    run: async ({ backend, prepare }) => {
      const run = await prepare({
        method: EACH_WORD,
        inputs: words(9),
        limits: { max_concurrency: 3 },
        script: {
          w: async () => {
            await new Promise(setImmediate);
            return "ok";
          },
        },
      });
      await backend.execute(run.job);
      strictEqual(run.ledger().length, 9);
      ok(peak(run) <= 3, `${peak(run)} ran at once`);
    },
  },
  {
    id: "ordering.items_run_at_once_up_to_the_limit",
    requires: [],
    why: "A batch is as fast as it may be",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const run = await prepare({
        method: EACH_WORD,
        inputs: words(3),
        limits: { max_concurrency: 3 },
        script: { w: gate.act("ok") },
      });
      const result = backend.execute(run.job);
      // Items that were run one after another would never all be here.
      await gate.reached(3);
      gate.open();
      await result;
      strictEqual(peak(run), 3);
    },
  },
  {
    id: "ordering.the_window_slides",
    requires: [],
    why: "One slow item does not hold the others back",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const last = Promise.withResolvers<void>();
      const run = await prepare({
        method: EACH_WORD,
        inputs: words(4),
        limits: { max_concurrency: 2 },
        script: {
          "main[0]/w": gate.act("slow"),
          "main[3]/w": () => {
            last.resolve();
            return "last";
          },
        },
      });
      const result = backend.execute(run.job);
      await last.promise;
      gate.open();
      await result;
    },
  },
  {
    id: "ordering.items_start_in_index_order",
    requires: [],
    why: "Which items have started is told by one number",
    run: async ({ backend, prepare }) => {
      const run = await prepare({ method: EACH_WORD, inputs: words(6), limits: { max_concurrency: 1 } });
      await backend.execute(run.job);
      deepStrictEqual(
        run.ledger().map(({ node_id }) => node_id),
        [0, 1, 2, 3, 4, 5].map((index) => `main[${index}]/w`),
      );
    },
  },
  {
    id: "ordering.no_item_starts_after_a_failure",
    requires: [],
    why: "A batch that has failed costs no more",
    run: async ({ backend, prepare }) => {
      const run = await prepare({
        method: EACH_WORD,
        inputs: words(6),
        limits: { max_concurrency: 1 },
        script: { "main[1]/w": fails("model.content_refused") },
      });
      await failureOf(backend.execute(run.job));
      deepStrictEqual(
        run.ledger().map(({ node_id }) => node_id),
        ["main[0]/w", "main[1]/w"],
      );
    },
  },
  {
    id: "ordering.items_in_flight_settle_after_a_failure",
    requires: [],
    why: "What was paid for is recorded, not cut off",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const failed = Promise.withResolvers<void>();
      let settled = false;
      const run = await prepare({
        method: EACH_WORD,
        inputs: words(2),
        limits: { max_concurrency: 2 },
        script: {
          "main[0]/w": async (call, context) => {
            const content = await gate.act("settled")(call, context);
            settled = true;
            return content;
          },
          "main[1]/w": async () => {
            await gate.reached();
            failed.resolve();
            return fails("model.content_refused")();
          },
        },
      });
      const failure = failureOf(backend.execute(run.job));
      await failed.promise;
      gate.open();
      strictEqual((await failure).report.location?.node, "main[1]/w");
      ok(settled, "the item in flight was cut off");
    },
  },
];
