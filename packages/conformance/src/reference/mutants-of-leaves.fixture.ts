import { createFailure, FailureError } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import type { FailureReport } from "@perdure/failures";
import {
  changed,
  failuresChanged,
  jobsChanged,
  leavesChanged,
  resultsChanged,
  reversed,
} from "./changed-reference.fixture.ts";
import type { Mutant } from "./changed-reference.fixture.ts";

/** Backends that are wrong about leaves: how often, in what order and with what they are called, and how they fail. */
export const MUTANTS_OF_LEAVES: readonly Mutant[] = [
  {
    name: "hands lists back in the order of completion",
    caught_by: "results.batch.results_are_in_input_order",
    make: () => resultsChanged(reversed),
  },
  {
    name: "runs more items at once than allowed",
    caught_by: "ordering.no_more_items_at_once_than_allowed",
    make: () => jobsChanged((job) => ({ ...job, limits: { ...job.limits, max_concurrency: 50 } })),
  },
  {
    name: "runs items one after another",
    caught_by: "ordering.items_run_at_once_up_to_the_limit",
    make: () => jobsChanged((job) => ({ ...job, limits: { ...job.limits, max_concurrency: 1 } })),
  },
  {
    name: "repeats what must not happen twice",
    caught_by: "retries.ambiguous.effectful",
    make: () =>
      leavesChanged((host, call, context) =>
        host.leaves.execute(call, context).catch(() => host.leaves.execute(call, context)),
      ),
  },
  {
    name: "does not repeat what it says it repeats",
    caught_by: "retries.transient.billable",
    make: () =>
      leavesChanged((host, call, context) =>
        host.leaves.execute(call, context).catch((error: unknown) => {
          const { report } = toFailure(error, {});
          throw new FailureError({ report: { ...report, category: "content" } });
        }),
      ),
  },
  {
    name: "repeats what may be billed twice although that is forbidden",
    caught_by: "retries.never_repeat_what_may_be_billed_twice_where_that_is_forbidden",
    make: () => jobsChanged((job) => ({ ...job, repeat_billable: "allowed" })),
  },
  {
    name: "does not wait for Retry-After",
    caught_by: "retries.wait_for_what_the_provider_asks",
    make: () => changed({ host: (host) => ({ ...host, sleepUntil: () => Promise.resolve() }) }),
  },
  {
    name: "calls every attempt the first",
    caught_by: "retries.attempts_are_counted",
    make: () => leavesChanged((host, call, context) => host.leaves.execute(call, { ...context, attempt: 1 })),
  },
  {
    name: "gives each attempt another node",
    caught_by: "retries.every_attempt_is_the_same_call",
    make: () =>
      leavesChanged((host, call, context) =>
        host.leaves.execute({ ...call, parameters: { ...call.parameters, attempt: context.attempt } }, context),
      ),
  },
  {
    name: "does not tell leaves their time limit",
    caught_by: "deadlines.a_leaf_is_told_its_time_limit",
    make: () => leavesChanged((host, call, context) => host.leaves.execute({ ...call, timeout_ms: 600_000 }, context)),
  },
  {
    name: "states a bound of payloads that it does not hold",
    caught_by: "payloads.a_job_beyond_the_bound_is_refused_at_the_start",
    make: () =>
      changed({ backend: ({ capabilities }) => ({ capabilities: { ...capabilities, max_payload_bytes: 10_000 } }) }),
  },
  {
    name: "puts large values into its memory",
    caught_by: "payloads.what_is_large_travels_by_reference",
    make: () => jobsChanged((job) => ({ ...job, limits: { ...job.limits, inline_max_bytes: 100_000_000 } })),
  },
  {
    name: "gives unknown codes a name of its own",
    caught_by: "failures.unknown_codes_pass_unchanged",
    make: () =>
      failuresChanged((report) =>
        report.code.startsWith("acme.")
          ? createFailure("runtime.unexpected", { message: report.message, location: report.location }).report
          : report,
      ),
  },
  {
    name: "does not say where it happened",
    caught_by: "failures.a_batch_item_is_named",
    make: () => failuresChanged(({ location: _location, ...report }) => report),
  },
  {
    name: "shows what was in a plain error",
    caught_by: "failures.a_plain_error_is_unknown_and_tells_no_secret",
    make: () =>
      leavesChanged((host, call, context) =>
        host.leaves.execute(call, context).catch((error: unknown) => {
          throw createFailure("runtime.unexpected", { message: (error as Error).message });
        }),
      ),
  },
  {
    name: "drops members that it does not know",
    caught_by: "failures.members_that_nobody_knows_are_kept",
    make: () =>
      failuresChanged((report) => {
        const { later: _later, ...known } = report as FailureReport & { readonly later?: unknown };
        return known;
      }),
  },
  {
    name: "has words of its own for what a provider answers",
    caught_by: "retries.a_failure_keeps_its_own_words",
    make: () => failuresChanged((report) => ({ ...report, message: `The run failed: ${report.message}` })),
  },
  {
    name: "loses the model and the provider",
    caught_by: "retries.a_failure_keeps_its_own_words",
    make: () => failuresChanged(({ model: _model, provider: _provider, ...report }) => report),
  },
];
