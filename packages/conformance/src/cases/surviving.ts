import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import { attempts, createGate, fails } from "../kit/script.ts";
import { A_B_C, A_F_C } from "./common-methods.ts";

/** What a run keeps when whoever drove it is gone, and when it failed. */
export const SURVIVING: readonly ConformanceCase[] = [
  {
    id: "restart.nothing_that_was_recorded_runs_again",
    requires: ["durable", "per_leaf_retry"],
    why: "What was paid for before the crash is kept",
    run: async ({ another, interrupt, prepare, content }) => {
      const gate = createGate();
      const { job, tries } = await prepare({
        method: A_B_C,
        script: { b: (call, context) => (context.tried === 1 ? gate.act("never")(call, context) : "again") },
      });
      const first = await another();
      await first.start(job);
      await gate.reached();
      await interrupt(first);
      const handle = await (await another()).resume(job.run_id);
      deepStrictEqual(await content(await handle.result()), { text: "c(y=again)" });
      strictEqual(tries()["main/a"], 1, "the recorded leaf ran again");
      strictEqual(tries()["main/b"], 2);
      await handle.detach();
    },
  },
  {
    id: "restart.an_interrupted_attempt_counts",
    requires: ["durable", "per_leaf_retry"],
    why: "A crash in a loop does not pay for ever",
    run: async ({ another, interrupt, prepare }) => {
      const gate = createGate();
      const { job, ledger } = await prepare({
        method: A_B_C,
        script: { b: (call, context) => (context.tried === 1 ? gate.act("never")(call, context) : "again") },
      });
      const first = await another();
      await first.start(job);
      await gate.reached();
      await interrupt(first);
      const handle = await (await another()).resume(job.run_id);
      await handle.result();
      const counted = ledger().filter(({ node_id }) => node_id === "main/b");
      deepStrictEqual(
        counted.map(({ attempt }) => attempt),
        [1, 2],
      );
      await handle.detach();
    },
  },
  {
    id: "restart.what_must_not_happen_twice_does_not",
    requires: ["durable", "per_leaf_retry"],
    why: "A function that may have taken effect is not called again by itself",
    run: async ({ another, interrupt, prepare }) => {
      const gate = createGate();
      const { job, tries } = await prepare({
        method: A_F_C,
        function_effects: { f: "effectful" },
        script: { f: gate.act("never") },
      });
      const first = await another();
      await first.start(job);
      await gate.reached();
      await interrupt(first);
      const failure = await failureOf((await another()).resume(job.run_id).then((handle) => handle.result()));
      strictEqual(failure.report.category, "ambiguous");
      strictEqual(tries()["main/f"], 1);
    },
  },
  {
    id: "restart.after_a_kill_another_process_finishes",
    requires: ["durable", "per_leaf_retry", "module", { without: "fire_and_forget" }],
    why: "A process that is killed has no time to clean up",
    run: async ({ another, freeRunId, elsewhere, prepare, content }) => {
      const run_id = freeRunId();
      const { tries } = await prepare({ method: A_B_C, run_id, script: { b: "finished" } });
      deepStrictEqual(await elsewhere?.("start", { run_id, method: A_B_C, held: "b" }), { reached: true });
      const handle = await (await another()).resume(run_id);
      deepStrictEqual(await content(await handle.result()), { text: "c(y=finished)" });
      deepStrictEqual(tries(), { "main/b": 1, "main/c": 1 });
      await handle.detach();
    },
  },
  {
    id: "resume.a_failed_run_calls_only_what_is_missing",
    requires: ["resume_failed"],
    why: "The cause is mended, and what succeeded is not paid for again",
    run: async ({ backend, another, prepare, content }) => {
      const { job, tries, script } = await prepare({
        method: A_B_C,
        script: { b: fails("provider.credential_refused") },
      });
      await failureOf(backend.execute(job));
      script({ b: "mended" });
      const handle = await (await another()).resume(job.run_id);
      deepStrictEqual(await content(await handle.result()), { text: "c(y=mended)" });
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 2, "main/c": 1 });
      await handle.detach();
    },
  },
  {
    id: "resume.restored_nodes_say_so",
    requires: ["resume_failed"],
    why: "The picture shows what this time did not cost",
    run: async ({ backend, another, prepare }) => {
      const { job, script } = await prepare({ method: A_B_C, script: { b: fails("provider.credential_refused") } });
      await failureOf(backend.execute(job));
      script({});
      const handle = await (await another()).resume(job.run_id);
      const { nodes } = await handle.result();
      const restored = nodes.filter((node) => node.restored === true).map(({ node_id }) => node_id);
      deepStrictEqual(restored, ["main/a"]);
      await handle.detach();
    },
  },
  {
    id: "resume.failed_leaves_get_fresh_attempts",
    requires: ["resume_failed", "quick_waits"],
    why: "What was given up is tried again in full",
    run: async ({ backend, another, prepare, maximum_attempts }) => {
      const failing = fails("provider.unavailable");
      const { job, tries, script } = await prepare({ method: A_B_C, script: { b: failing } });
      await failureOf(backend.execute(job));
      strictEqual(tries()["main/b"], maximum_attempts);
      const more = Array.from({ length: maximum_attempts }, () => failing);
      script({ b: attempts(failing, ...more, "at last") });
      const handle = await (await another()).resume(job.run_id);
      await handle.result();
      ok((tries()["main/b"] ?? 0) > maximum_attempts);
      await handle.detach();
    },
  },
  {
    id: "resume.a_completed_run_is_only_read",
    requires: ["resume_failed"],
    why: "Taking up what has ended costs nothing",
    run: async ({ backend, another, prepare, content }) => {
      const { job, tries } = await prepare({ method: A_B_C });
      await backend.execute(job);
      const handle = await (await another()).resume(job.run_id);
      deepStrictEqual(await content(await handle.result()), { text: "c(y=b(x=a()))" });
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 1, "main/c": 1 });
      await handle.detach();
    },
  },
  {
    id: "resume.an_unknown_run_is_a_failure",
    requires: ["resume_failed"],
    why: "A mistyped id is told as one",
    run: async ({ backend, freeRunId }) => {
      strictEqual((await failureOf(backend.resume(freeRunId()))).report.code, "run.not_found");
    },
  },
];
