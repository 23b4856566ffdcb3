import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import { attempts, fails } from "../kit/script.ts";
import { A_B_C, ONE } from "./common-methods.ts";

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const padded = (bytes: number) => ({ padding: "x".repeat(Math.max(0, bytes)) });

/** Time limits, and bounds of what travels. */
export const LIMITS: readonly ConformanceCase[] = [
  {
    id: "deadlines.a_leaf_is_told_its_time_limit",
    requires: [],
    why: "The leaf ends its own call before anybody cuts it off",
    run: async ({ backend, prepare }) => {
      const { job, ledger } = await prepare({ method: ONE, limits: { leaf_timeout_ms: 12_345 } });
      await backend.execute(job);
      strictEqual(ledger()[0]?.call.timeout_ms, 12_345);
    },
  },
  {
    id: "deadlines.a_leaf_is_told_its_transport_limits",
    requires: [],
    why: "The transport retry is the same on every path",
    run: async ({ backend, prepare }) => {
      const transport = { max_retries: 1, max_wait_ms: 7, retry_after_ceiling_ms: 60_000 };
      const { job, ledger } = await prepare({ method: ONE, limits: { transport } });
      await backend.execute(job);
      deepStrictEqual(ledger()[0]?.call.transport, transport);
    },
  },
  {
    id: "deadlines.a_leaf_that_ran_out_of_time_is_ambiguous",
    requires: ["quick_waits"],
    why: "Nobody knows whether the provider still answers, and bills",
    run: async ({ backend, prepare, capabilities }) => {
      const { job, tries } = await prepare({
        method: A_B_C,
        script: { b: attempts(fails("perdure.leaf_timeout"), "in time") },
      });
      const repeats = capabilities.per_leaf_retry || capabilities.per_run_retry;
      if (repeats) await backend.execute(job);
      else strictEqual((await failureOf(backend.execute(job))).report.code, "perdure.leaf_timeout");
      strictEqual(tries()["main/b"], repeats ? 2 : 1);
    },
  },
  {
    id: "payloads.a_job_beyond_the_bound_is_refused_at_the_start",
    requires: ["payload_bound"],
    why: "A server refuses it later, in a riddle, and what was paid is lost",
    run: async ({ backend, prepare, capabilities }) => {
      const { job, tries } = await prepare({ method: ONE, labels: padded(capabilities.max_payload_bytes ?? 0) });
      const { report } = await failureOf(backend.execute(job));
      strictEqual(report.code, "perdure.payload_too_large");
      strictEqual(tries()["main"], undefined);
    },
  },
  {
    id: "payloads.a_job_below_the_bound_runs",
    requires: ["payload_bound"],
    why: "The bound is where it is said to be",
    run: async ({ backend, prepare, capabilities, content }) => {
      const { max_payload_bytes = 0 } = capabilities;
      const bare = await prepare({ method: ONE });
      const { job } = await prepare({ method: ONE, labels: padded(max_payload_bytes * 0.98 - sizeOf(bare.job)) });
      ok(sizeOf(job) <= max_payload_bytes);
      deepStrictEqual(await content(await backend.execute(job)), { text: "main()" });
    },
  },
  {
    id: "payloads.a_large_job_runs_where_no_bound_is_stated",
    requires: ["no_payload_bound"],
    why: "A bound that nobody stated is met in the middle of the night",
    run: async ({ backend, prepare, content }) => {
      const { job } = await prepare({ method: ONE, labels: padded(4_000_000) });
      deepStrictEqual(await content(await backend.execute(job)), { text: "main()" });
    },
  },
  {
    id: "payloads.what_is_large_travels_by_reference",
    requires: [],
    why: "A run does not grow with its values",
    run: async ({ backend, prepare, content }) => {
      const large = "0123456789".repeat(300_000);
      const { job } = await prepare({ method: A_B_C, script: { a: large, b: "small", c: large } });
      const result = await backend.execute(job);
      deepStrictEqual(await content(result), { text: large });
      ok(sizeOf(result.memory) < 20_000, `the memory takes ${sizeOf(result.memory)} bytes`);
    },
  },
];
