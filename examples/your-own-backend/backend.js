import { Worker } from "node:worker_threads";
import { BACKEND_CONTRACT, followToEnd, isSameJob, runCancelled, runIdTaken, sumUsage } from "@perdure/engine";
import {
  createFailure,
  DEFAULT_RETRY_POLICY,
  FailureError,
  mayAutoRetry,
  retryDelay,
  withTransport,
} from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";

/** Runs each job on a thread of its own. Nothing outlives the process. */
export function backend(host) {
  const runs = new Map();
  const begin = (job) => {
    const known = runs.get(job.run_id);
    if (known !== undefined && !isSameJob(known.job, job)) throw runIdTaken(job.run_id);
    const run = known ?? { job, handle: startRun(job, host) };
    runs.set(job.run_id, run);
    return run.handle;
  };
  return {
    contract: BACKEND_CONTRACT,
    mode: "threads",
    capabilities: {
      durable: false,
      per_leaf_retry: true,
      per_run_retry: false,
      fire_and_forget: false,
      progress: true,
      cancel: true,
      attach: false,
      resume_failed: false,
    },
    execute: async (job, options = {}) => followToEnd(begin(job), options),
    start: async (job) => begin(job),
    attach: async (runId) => {
      const run = runs.get(runId);
      if (run !== undefined) return run.handle;
      throw createFailure("run.not_found", { message: `No run ${runId} was started here.` });
    },
    resume: async () => {
      throw createFailure("runtime.unsupported", { message: "A run on a thread cannot be resumed." });
    },
    async *list() {
      for (const { handle } of runs.values()) {
        const { nodes: _nodes, failure: _failure, ...summary } = await handle.status();
        yield summary;
      }
    },
    close: async () =>
      void (await Promise.all([...runs.values()].map(({ handle }) => handle.cancel("its backend was closed")))),
  };
}

function startRun(job, host) {
  const { run_id, entry } = job;
  const ending = new AbortController();
  const nodes = new Map();
  const status = { run_id, entry, state: "running", started_at: host.now() };
  let changed = Promise.withResolvers();
  const ring = () => {
    changed.resolve();
    changed = Promise.withResolvers();
  };

  const thread = new Worker(new URL("./walk.thread.js", import.meta.url), { workerData: { job, now: host.now() } });
  const tell = (message) => thread.postMessage({ ...message, time: host.now() });
  const end = (state, more = {}) => {
    Object.assign(status, { state, ended_at: host.now(), ...more });
    ring();
    void thread.terminate();
  };
  const result = new Promise((resolve, reject) => {
    const fail = (failure) => {
      end(failure.report.code === "run.cancelled" ? "canceled" : "failed", { failure: failure.report });
      reject(failure);
    };
    thread.on("error", (error) => fail(toFailure(error, {})));
    thread.on("message", ({ kind, id, call, node, memory, nodes: all, failure }) => {
      if (kind === "node") {
        nodes.set(node.node_id, node);
        ring();
      } else if (kind === "leaf") {
        callLeaf(host, job, call, ending.signal).then(
          (given) => tell({ id, result: given }),
          (error) => tell({ id, failure: error.toJSON() }),
        );
      } else if (kind === "completed") {
        end("completed");
        resolve({ run_id, memory, nodes: all, usage: sumUsage(all) });
      } else fail(new FailureError(failure));
    });
  });
  result.catch(() => undefined);

  return {
    run_id,
    status: async () => ({ ...status, nodes: [...nodes.values()] }),
    result: () => result,
    cancel: async (reason) => {
      const because = runCancelled(reason);
      ending.abort(because);
      if (status.state === "running") tell({ kind: "cancel", failure: because.toJSON() });
      await result.catch(() => undefined);
    },
    async *events() {
      const shown = new Map();
      for (;;) {
        const next = changed.promise;
        for (const node of nodes.values()) {
          if (shown.get(node.node_id) === node) continue;
          shown.set(node.node_id, node);
          yield { kind: "node", node };
        }
        if (status.state !== "running") return;
        await next;
      }
    },
    detach: async () => undefined,
  };
}

/** One leaf, tried as often as its failure and its effect allow. Rejects with a FailureError. */
async function callLeaf(host, { repeat_billable }, call, signal) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { ...(await orAborted(host.leaves.execute(call, { attempt, signal }), signal)), attempt };
    } catch (error) {
      const failure = signal.aborted ? signal.reason : withTransport(toFailure(error, {}), { attempt });
      const isLast = signal.aborted || attempt === DEFAULT_RETRY_POLICY.maximum_attempts;
      if (isLast || !mayAutoRetry(failure.report, call.effect, { repeat_billable })) throw failure;
      await host.sleepUntil(
        host.now() + retryDelay(failure.report, attempt, DEFAULT_RETRY_POLICY, host.random),
        signal,
      );
    }
  }
}

/** A leaf that does not listen to its signal does not hold its run back. */
const orAborted = (work, signal) =>
  new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
