import { CATEGORIES, createFailure, mayAutoRetry } from "@perdure/failures";
import type { Category, Effect, FailureCode } from "@perdure/failures";
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import type { CaseContext, CaseRun } from "../kit/case-context.ts";
import { attempts, fails } from "../kit/script.ts";
import { A_B_C, A_F_C, F_B, ONE } from "./common-methods.ts";

const CODE_OF: Readonly<Record<Category, FailureCode>> = {
  transient: "provider.unavailable",
  configuration: "provider.credential_refused",
  content: "model.content_refused",
  capacity: "provider.quota_exhausted",
  ambiguous: "provider.outcome_unknown",
  unknown: "runtime.unexpected",
};
const EFFECTS: readonly Effect[] = ["pure", "billable", "idempotent", "effectful"];

/** Tries of the three steps where the second fails twice with this failure, by who repeats. */
function ledger({ capabilities }: CaseContext, repeated: boolean): readonly [number, number, number] {
  if (!repeated) return [1, 1, 0];
  if (capabilities.per_leaf_retry) return [1, 3, 1];
  return capabilities.per_run_retry ? [3, 3, 1] : [1, 1, 0];
}

async function compareLedger(context: CaseContext, run: CaseRun, middle: string, repeated: boolean): Promise<void> {
  const wanted = ledger(context, repeated);
  const ends = wanted[2] === 1;
  if (ends) await context.backend.execute(run.job);
  else await failureOf(context.backend.execute(run.job));
  const tries = run.tries();
  deepStrictEqual([tries["main/a"] ?? 0, tries[`main/${middle}`] ?? 0, tries["main/c"] ?? 0], wanted);
}

const LEDGERS: readonly ConformanceCase[] = CATEGORIES.flatMap((category) =>
  EFFECTS.map((effect): ConformanceCase => {
    const repeated = mayAutoRetry({ category }, effect);
    const middle = effect === "billable" ? "b" : "f";
    return {
      id: `retries.${category}.${effect}`,
      requires: [],
      why: repeated ? "A repeat may help and does no harm" : "A repeat does not help, or may do harm",
      run: async (context) => {
        const failing = fails(CODE_OF[category]);
        const run = await context.prepare({
          method: effect === "billable" ? A_B_C : A_F_C,
          ...(effect === "billable" ? {} : { function_effects: { f: effect } }),
          script: { [middle]: attempts(failing, failing, "at last") },
        });
        await compareLedger(context, run, middle, repeated);
      },
    };
  }),
);

const RULES: readonly ConformanceCase[] = [
  {
    id: "retries.attempts_are_counted",
    requires: ["per_leaf_retry"],
    why: "A leaf and the picture of the run know which try it is",
    run: async ({ backend, prepare }) => {
      const failing = fails("provider.unavailable");
      const { job, ledger: rows } = await prepare({ method: ONE, script: { main: attempts(failing, failing, "ok") } });
      const { nodes } = await backend.execute(job);
      deepStrictEqual(
        rows().map(({ attempt }) => attempt),
        [1, 2, 3],
      );
      strictEqual(nodes[0]?.attempt, 3);
    },
  },
  {
    id: "retries.every_attempt_is_the_same_call",
    requires: ["per_leaf_retry"],
    why: "The key of a provider call is made from it, and must not change",
    run: async ({ backend, prepare }) => {
      const { job, ledger: rows } = await prepare({
        method: A_B_C,
        script: { b: attempts(fails("provider.unavailable"), "ok") },
      });
      await backend.execute(job);
      const [first, second] = rows().filter(({ node_id }) => node_id === "main/b");
      deepStrictEqual(second?.call, first?.call);
    },
  },
  {
    id: "retries.end_at_the_maximum_of_attempts",
    requires: ["per_leaf_retry", "quick_waits"],
    why: "What does not recover is given up, and its failure is the last one",
    run: async ({ backend, prepare, maximum_attempts }) => {
      const { job, tries } = await prepare({ method: ONE, script: { main: fails("provider.unavailable") } });
      const { report, transport } = await failureOf(backend.execute(job));
      strictEqual(report.code, "provider.unavailable");
      strictEqual(tries()["main"], maximum_attempts);
      strictEqual(transport.attempt, maximum_attempts);
    },
  },
  {
    id: "retries.of_a_run_end_at_the_maximum_of_attempts",
    requires: ["per_run_retry", "quick_waits"],
    why: "What does not recover is given up, and its failure is the last one",
    run: async ({ backend, prepare, maximum_attempts }) => {
      const { job, tries } = await prepare({ method: ONE, script: { main: fails("provider.unavailable") } });
      const { report } = await failureOf(backend.execute(job));
      strictEqual(report.code, "provider.unavailable");
      strictEqual(tries()["main"], maximum_attempts);
    },
  },
  {
    id: "retries.of_a_run_do_not_repeat_what_must_not_happen_twice",
    requires: ["per_run_retry"],
    why: "A function that has taken effect is not called again because a later step failed",
    run: async ({ backend, prepare }) => {
      const { job, tries } = await prepare({
        method: F_B,
        script: { b: attempts(fails("provider.unavailable"), "ok") },
      });
      const { report } = await failureOf(backend.execute(job));
      strictEqual(report.code, "provider.unavailable");
      deepStrictEqual(tries(), { "main/f": 1, "main/b": 1 });
    },
  },
  {
    id: "retries.never_repeat_what_may_be_billed_twice_where_that_is_forbidden",
    requires: [],
    why: "Who would rather lose a run than pay twice is heard",
    run: async (context) => {
      const failing = fails("provider.outcome_unknown");
      const run = await context.prepare({
        method: A_B_C,
        repeat_billable: "never",
        script: { b: attempts(failing, failing, "at last") },
      });
      await compareLedger(context, run, "b", false);
    },
  },
  {
    id: "retries.wait_for_what_the_provider_asks",
    requires: ["per_leaf_retry", "quick_waits"],
    why: "Retry-After is a floor: earlier tries are refused and count",
    run: async ({ backend, prepare }) => {
      const retry_after_ms = 1_200_000;
      const { job } = await prepare({
        method: ONE,
        script: { main: attempts(fails("provider.rate_limited", { retry_after_ms }), "ok") },
      });
      const { nodes } = await backend.execute(job);
      const { started_at = 0, ended_at = 0 } = nodes[0] ?? {};
      ok(ended_at - started_at >= retry_after_ms, `it waited ${ended_at - started_at} ms`);
    },
  },
  {
    id: "retries.of_a_run_wait_for_what_the_provider_asks",
    requires: ["per_run_retry", "quick_waits"],
    why: "Retry-After is a floor: earlier tries are refused and count",
    run: async ({ backend, prepare }) => {
      const retry_after_ms = 1_200_000;
      const { job } = await prepare({
        method: ONE,
        script: { main: attempts(fails("provider.rate_limited", { retry_after_ms }), "ok") },
      });
      const handle = await backend.start(job);
      await handle.result();
      const { started_at, ended_at = 0 } = await handle.status();
      await handle.detach();
      ok(ended_at - started_at >= retry_after_ms, `it waited ${ended_at - started_at} ms`);
    },
  },
  {
    id: "retries.one_branch_waits_alone",
    requires: ["per_leaf_retry"],
    why: "A failure on one side does not run the other side again",
    run: async ({ backend, prepare }) => {
      const { job, tries } = await prepare({
        method: `[pipe.main]
type = "PipeParallel"
description = "main"
output = "Composite"
branches = [{ pipe = "a", result = "x" }, { pipe = "b", result = "y" }]

[pipe.a]
type = "PipeLLM"
description = "a"
output = "Text"
prompt = "a"

[pipe.b]
type = "PipeLLM"
description = "b"
output = "Text"
prompt = "b"
`,
        script: { b: attempts(fails("provider.unavailable"), fails("provider.unavailable"), "ok") },
      });
      await backend.execute(job);
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 3 });
    },
  },
  {
    id: "retries.a_failure_keeps_its_own_words",
    requires: ["quick_waits"],
    why: "What was given up after many tries reads like what failed at once",
    run: async ({ backend, prepare }) => {
      const failure = createFailure("provider.unavailable", { message: "It is away.", provider: "acme", model: "m" });
      const { job } = await prepare({
        method: ONE,
        script: {
          main: () => {
            throw failure;
          },
        },
      });
      const { report } = await failureOf(backend.execute(job));
      const { location: _, ...rest } = report;
      deepStrictEqual(rest, failure.report);
    },
  },
];

/** Who repeats what, and how often: counted by the leaves themselves. */
export const RETRIES: readonly ConformanceCase[] = [...LEDGERS, ...RULES];
