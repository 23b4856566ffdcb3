import type { LeafCall, RunJob } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { changed, handlesChanged, jobsChanged, leavesChanged, without } from "./changed-reference.fixture.ts";
import type { Mutant } from "./changed-reference.fixture.ts";
import { referenceBackend } from "./reference-backend.ts";

/** Backends that are wrong about runs: what they are, who sees them, how they end. */
export const MUTANTS_OF_RUNS: readonly Mutant[] = [
  {
    name: "speaks another contract",
    caught_by: "lifecycle.states_its_contract_and_mode",
    make: () => changed({ backend: () => ({ contract: 2 as never }) }),
  },
  {
    name: "writes into the job",
    caught_by: "lifecycle.a_job_is_not_changed",
    make: () => jobsChanged((job) => Object.assign(job, { labels: { ...job.labels, seen: "yes" } })),
  },
  {
    name: "forgets what ran",
    caught_by: "lifecycle.a_run_is_listed",
    make: () =>
      changed({
        backend: () => ({
          // eslint-disable-next-line require-yield
          async *list() {
            await Promise.resolve();
          },
        }),
      }),
  },
  {
    name: "throws a plain error for an unknown run",
    caught_by: "lifecycle.an_unknown_run_is_a_failure",
    make: () =>
      changed({
        backend: (backend) => ({
          attach: (runId) => backend.attach(runId).catch(() => Promise.reject(new Error("No such run"))),
        }),
      }),
  },
  {
    name: "says that a failed run completed",
    caught_by: "lifecycle.a_failed_run_says_so_everywhere",
    make: () =>
      handlesChanged((handle) => ({ status: async () => ({ ...(await handle.status()), state: "completed" }) })),
  },
  {
    name: "runs a second start as another run",
    caught_by: "identity.a_second_start_is_the_same_run",
    make: () => {
      const reference = referenceBackend();
      const seen = new Map<string, number>();
      return {
        ...reference,
        open: async (host, place) => {
          // The leaves are told the id that they know.
          const own = (call: LeafCall): LeafCall => ({ ...call, run_id: call.run_id.replace(/-again\d+$/u, "") });
          const leaves = {
            ...host.leaves,
            execute: (call: LeafCall, context: never) => host.leaves.execute(own(call), context),
          };
          const backend = await reference.open({ ...host, leaves }, place);
          return {
            ...backend,
            start: (job) => {
              const count = (seen.get(job.run_id) ?? 0) + 1;
              seen.set(job.run_id, count);
              return backend.start(count === 1 ? job : { ...job, run_id: `${job.run_id}-again${count}` });
            },
          };
        },
      };
    },
  },
  {
    name: "gives another job's result",
    caught_by: "identity.another_job_under_the_same_id_is_refused",
    make: () =>
      changed({
        backend: (backend) => ({ start: (job) => backend.start(job).catch(() => backend.attach(job.run_id)) }),
      }),
  },
  {
    name: "shares the crate of the first run",
    caught_by: "identity.runs_at_once_do_not_see_each_others_concepts",
    make: () => {
      let first: LeafCall["crate"] | undefined;
      return leavesChanged((host, call, context) =>
        host.leaves.execute({ ...call, crate: call.kind === "compose" ? (first ??= call.crate) : call.crate }, context),
      );
    },
  },
  {
    name: "leaves out how nodes end",
    caught_by: "progress.the_last_state_of_every_node_is_told",
    make: () =>
      changed({
        backend: (backend) => ({
          execute: (job, { onEvent, ...options } = {}) =>
            backend.execute(job, {
              ...options,
              onEvent: (event) => {
                if (event.node.status !== "succeeded") onEvent?.(event);
              },
            }),
        }),
      }),
  },
  {
    name: "never ends its events",
    caught_by: "progress.events_end_with_the_run",
    make: () =>
      handlesChanged((handle) => ({
        async *events() {
          yield* handle.events();
          await new Promise(() => undefined);
        },
      })),
  },
  {
    name: "numbers every state alike",
    caught_by: "progress.the_numbers_of_a_node_grow",
    make: () =>
      changed({
        backend: (backend) => ({
          execute: (job, { onEvent, ...options } = {}) =>
            backend.execute(job, {
              ...options,
              onEvent: ({ kind, node }) => onEvent?.({ kind, node: { ...node, seq: 1 } }),
            }),
        }),
      }),
  },
  {
    name: "tells a late reader nothing",
    caught_by: "progress.a_late_reader_gets_the_state_of_every_node",
    make: () => handlesChanged((handle) => ({ events: () => without(handle.events(), () => true) })),
  },
  {
    name: "does not cancel",
    caught_by: "cancellation.ends_the_run_and_what_runs",
    make: () => handlesChanged(() => ({ cancel: () => Promise.resolve() })),
  },
  {
    name: "does not hear the caller's signal",
    caught_by: "cancellation.by_the_callers_signal",
    make: () =>
      changed({
        backend: (backend) => ({
          execute: (job, { signal: _signal, ...options } = {}) => backend.execute(job, options),
        }),
      }),
  },
  {
    name: "drops the reason of a cancellation",
    caught_by: "cancellation.tells_its_reason",
    make: () => handlesChanged((handle) => ({ cancel: () => handle.cancel() })),
  },
  {
    name: "does not find a run from another instance",
    caught_by: "attach.to_a_run_that_has_ended",
    make: () => {
      const reference = referenceBackend();
      let opened = 0;
      return { ...reference, open: (host) => reference.open(host, { folder: `own-${(opened += 1)}`, state: null }) };
    },
  },
  {
    name: "ends a run when one who follows it leaves",
    caught_by: "attach.leaving_does_not_end_the_run",
    make: () => handlesChanged((handle) => ({ detach: () => handle.cancel() })),
  },
  {
    name: "runs recorded leaves again",
    caught_by: "resume.a_failed_run_calls_only_what_is_missing",
    make: () => {
      const jobs = new Map<string, RunJob>();
      const reference = referenceBackend();
      return {
        ...reference,
        open: async (host, place) => {
          const backend = await reference.open(host, place);
          return {
            ...backend,
            execute: (job, options) => {
              jobs.set(job.run_id, job);
              return backend.execute(job, options);
            },
            resume: async (runId) => {
              const anew = await reference.open(host, { folder: `anew-${runId}`, state: null });
              return anew.start(jobs.get(runId) as RunJob);
            },
          };
        },
      };
    },
  },
  {
    name: "does not say what was restored",
    caught_by: "resume.restored_nodes_say_so",
    make: () =>
      handlesChanged((handle) => ({
        result: async () => {
          const { nodes, ...result } = await handle.result();
          return { ...result, nodes: nodes.map(({ restored: _restored, ...node }) => node) };
        },
      })),
  },
  {
    name: "begins anew after a restart",
    caught_by: "restart.nothing_that_was_recorded_runs_again",
    make: () => {
      const jobs = new Map<string, RunJob>();
      const reference = referenceBackend();
      return {
        ...reference,
        open: async (host, place) => {
          const backend = await reference.open(host, place);
          return {
            ...backend,
            start: (job) => {
              jobs.set(job.run_id, job);
              return backend.start(job);
            },
            resume: async (runId) => {
              const anew = await reference.open(host, { folder: `anew-${runId}`, state: null });
              return anew.start(jobs.get(runId) as RunJob);
            },
          };
        },
      };
    },
  },
  {
    name: "claims to cancel and refuses",
    caught_by: "cancellation.ends_the_run_and_what_runs",
    make: () =>
      handlesChanged(() => ({
        cancel: () => Promise.reject(createFailure("runtime.unsupported", { message: "No." })),
      })),
  },
  {
    name: "begins anew where it says that it cannot resume",
    caught_by: "denied.resume",
    make: () => {
      const jobs = new Map<string, RunJob>();
      return changed({
        backend: (backend) => ({
          capabilities: { ...backend.capabilities, durable: false, resume_failed: false },
          execute: (job, options) => {
            jobs.set(job.run_id, job);
            return backend.execute(job, options);
          },
          resume: (runId) => backend.start(jobs.get(runId) as RunJob),
        }),
      });
    },
  },
];
