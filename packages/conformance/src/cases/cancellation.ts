import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import { createGate, fails } from "../kit/script.ts";
import { A_B_C, EACH_WORD } from "./common-methods.ts";

/** Ending a run before its end. */
export const CANCELLATION: readonly ConformanceCase[] = [
  {
    id: "cancellation.ends_the_run_and_what_runs",
    requires: ["cancel"],
    why: "A run that is not wanted any more costs no more",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const aborted = Promise.withResolvers<boolean>();
      const { job, tries } = await prepare({
        method: A_B_C,
        script: {
          b: async (call, context) => {
            context.signal.addEventListener("abort", () => aborted.resolve(true));
            return gate.act("late")(call, context);
          },
        },
      });
      const handle = await backend.start(job);
      await gate.reached();
      await handle.cancel();
      const { report } = await failureOf(handle.result());
      strictEqual(report.code, "run.cancelled");
      strictEqual((await handle.status()).state, "canceled");
      ok(await aborted.promise, "the leaf's signal is fired");
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 1 });
      await handle.detach();
    },
  },
  {
    id: "cancellation.tells_its_reason",
    requires: ["cancel"],
    why: "Who reads the run later learns why it ended",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const { job } = await prepare({ method: A_B_C, script: { b: gate.act("late") } });
      const handle = await backend.start(job);
      await gate.reached();
      await handle.cancel("the budget is spent");
      const { report } = await failureOf(handle.result());
      match(report.message, /the budget is spent/u);
      await handle.detach();
    },
  },
  {
    id: "cancellation.by_the_callers_signal",
    requires: ["cancel"],
    why: "Whoever waits for a run can stop waiting for it, and it stops",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const controller = new AbortController();
      const { job, tries } = await prepare({ method: A_B_C, script: { b: gate.act("late") } });
      const result = backend.execute(job, { signal: controller.signal });
      const failure = failureOf(result);
      await gate.reached();
      controller.abort();
      strictEqual((await failure).report.code, "run.cancelled");
      strictEqual(tries()["main/c"], undefined);
    },
  },
  {
    id: "cancellation.before_the_start_calls_nothing",
    requires: ["cancel"],
    why: "A signal that was fired before counts",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const { job, tries } = await prepare({ method: A_B_C, script: { a: gate.act("late") } });
      const { report } = await failureOf(backend.execute(job, { signal: AbortSignal.abort() }));
      strictEqual(report.code, "run.cancelled");
      strictEqual(tries()["main/b"], undefined);
    },
  },
  {
    id: "cancellation.ends_a_batch_in_flight",
    requires: ["cancel"],
    why: "Nothing more of a batch is paid for",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const { job, tries } = await prepare({
        method: EACH_WORD,
        inputs: { words: ["1", "2", "3", "4"] },
        limits: { max_concurrency: 2 },
        script: { w: gate.act("late") },
      });
      const handle = await backend.start(job);
      await gate.reached(2);
      await handle.cancel();
      strictEqual((await failureOf(handle.result())).report.code, "run.cancelled");
      deepStrictEqual(Object.keys(tries()).sort(), ["main[0]/w", "main[1]/w"]);
      await handle.detach();
    },
  },
  {
    id: "cancellation.ends_a_wait_between_attempts",
    requires: ["cancel", "per_leaf_retry", { without: "per_run_retry" }],
    why: "A run that waits for a provider can be ended",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const { job } = await prepare({
        method: A_B_C,
        script: {
          b: (call, context) => (context.tried === 1 ? fails("provider.unavailable")() : gate.act("x")(call, context)),
        },
      });
      const handle = await backend.start(job);
      await gate.reached();
      await handle.cancel();
      strictEqual((await failureOf(handle.result())).report.code, "run.cancelled");
      await handle.detach();
    },
  },
  {
    id: "cancellation.of_a_leaf_that_does_not_listen",
    requires: ["cancel"],
    why: "A body that ignores its signal does not hold the run's end back for ever",
    run: async ({ backend, prepare }) => {
      const started = Promise.withResolvers<void>();
      const { job, tries } = await prepare({
        method: A_B_C,
        script: {
          b: async (_call, { signal }) => {
            started.resolve();
            // Only once it was told: before that, the run may rightly end with its result.
            await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
            await new Promise(setImmediate);
            return "late";
          },
        },
      });
      const handle = await backend.start(job);
      await started.promise;
      await handle.cancel();
      strictEqual((await failureOf(handle.result())).report.code, "run.cancelled");
      strictEqual(tries()["main/c"], undefined);
      await handle.detach();
    },
  },
  {
    id: "cancellation.the_nodes_say_what_was_canceled",
    requires: ["cancel"],
    why: "The picture shows where a run was ended",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const { job } = await prepare({ method: A_B_C, script: { b: gate.act("late") } });
      const handle = await backend.start(job);
      await gate.reached();
      await handle.cancel();
      await failureOf(handle.result());
      const { nodes } = await handle.status();
      const states = Object.fromEntries(nodes.map(({ node_id, status }) => [node_id, status]));
      // A server may keep nothing of a run that was ended but that it was.
      if (nodes.length > 0) deepStrictEqual(states, { main: "canceled", "main/a": "succeeded", "main/b": "canceled" });
      await handle.detach();
    },
  },
];
