import { BACKEND_CONTRACT } from "@perdure/engine";
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import { fails } from "../kit/script.ts";
import { A_B_C, ONE } from "./common-methods.ts";
import { listed } from "./listed.ts";

/** From a job to its end, and what can be asked of a run. */
export const LIFECYCLE: readonly ConformanceCase[] = [
  {
    id: "lifecycle.states_its_contract_and_mode",
    requires: [],
    why: "Whoever opens a backend sees whether it fits before anything runs",
    run: async ({ backend, capabilities }) => {
      strictEqual(backend.contract, BACKEND_CONTRACT);
      match(backend.mode, /^[a-z][a-z0-9-]*$/u);
      ok(!(capabilities.per_leaf_retry && capabilities.per_run_retry), "one layer repeats: the leaf's or the run's");
    },
  },
  {
    id: "lifecycle.execute_gives_memory_nodes_and_usage",
    requires: [],
    why: "One call runs a method and tells everything about it",
    run: async ({ backend, prepare, content }) => {
      const { job } = await prepare({ method: A_B_C });
      const result = await backend.execute(job);
      strictEqual(result.run_id, job.run_id);
      deepStrictEqual(await content(result), { text: "c(y=b(x=a()))" });
      strictEqual(result.nodes.length, 4);
      deepStrictEqual(result.usage, { input_tokens: 9, output_tokens: 6 });
    },
  },
  {
    id: "lifecycle.a_started_run_has_a_status_and_a_result",
    requires: [],
    why: "A run can be followed without waiting for it",
    run: async ({ backend, prepare, content }) => {
      const { job } = await prepare({ method: A_B_C });
      const handle = await backend.start(job);
      strictEqual(handle.run_id, job.run_id);
      const result = await handle.result();
      deepStrictEqual(await content(result), { text: "c(y=b(x=a()))" });
      const status = await handle.status();
      strictEqual(status.state, "completed");
      strictEqual(status.entry, "conformance.main");
      ok(status.ended_at !== undefined && status.ended_at >= status.started_at, "it ended after it started");
      deepStrictEqual(
        status.nodes.map(({ node_id }) => node_id),
        ["main", "main/a", "main/b", "main/c"],
      );
      await handle.detach();
    },
  },
  {
    id: "lifecycle.a_result_can_be_asked_for_again",
    requires: [],
    why: "Two readers of one run see the same",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: ONE });
      const handle = await backend.start(job);
      deepStrictEqual((await handle.result()).memory, (await handle.result()).memory);
      await handle.detach();
    },
  },
  {
    id: "lifecycle.a_failed_run_says_so_everywhere",
    requires: [],
    why: "Result, status and list tell one story",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: A_B_C, script: { b: fails("model.content_refused") } });
      const handle = await backend.start(job);
      const { report } = await failureOf(handle.result());
      strictEqual(report.code, "model.content_refused");
      const status = await handle.status();
      strictEqual(status.state, "failed");
      deepStrictEqual(status.failure, report);
      deepStrictEqual(
        status.nodes.map(({ node_id, status: state }) => [node_id, state]),
        [
          ["main", "failed"],
          ["main/a", "succeeded"],
          ["main/b", "failed"],
        ],
      );
      await handle.detach();
    },
  },
  {
    id: "lifecycle.a_run_is_listed",
    requires: [],
    why: "A run that was forgotten about can be found",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: ONE });
      await backend.execute(job);
      const [found, ...more] = await listed(backend, job.run_id, "completed");
      strictEqual(more.length, 0);
      strictEqual(found?.entry, "conformance.main");
      ok(found.ended_at !== undefined && found.ended_at >= found.started_at, "it ended after it started");
    },
  },
  {
    id: "lifecycle.a_failed_run_is_listed_as_one",
    requires: [],
    why: "Whoever looks for what went wrong finds it",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: ONE, script: { main: fails("model.content_refused") } });
      await failureOf(backend.execute(job));
      await listed(backend, job.run_id, "failed");
    },
  },
  {
    id: "lifecycle.an_unknown_run_is_a_failure",
    requires: [],
    why: "A mistyped id is told as one",
    run: async ({ backend, freeRunId }) => {
      const { report } = await failureOf(backend.attach(freeRunId()));
      strictEqual(report.code, "run.not_found");
    },
  },
  {
    id: "lifecycle.a_job_is_not_changed",
    requires: [],
    why: "The caller may run the same job again, elsewhere",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: A_B_C });
      const before = JSON.stringify(job);
      await backend.execute(freeze(job));
      strictEqual(JSON.stringify(job), before);
    },
  },
  {
    id: "lifecycle.closes_and_closes_again",
    requires: [],
    why: "Whoever cleans up twice breaks nothing",
    run: async ({ another, prepare }) => {
      const instance = await another();
      const { job } = await prepare({ method: ONE });
      await instance.execute(job);
      await instance.close();
      await instance.close();
    },
  },
  {
    id: "lifecycle.an_instance_that_was_not_used_closes",
    requires: [],
    why: "Nothing is connected before it is needed",
    run: async ({ another }) => (await another()).close(),
  },
];

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}
