import { interpret, isPureKind, leafKey, runCancelled, sumUsage } from "@perdure/engine";
import type {
  BackendHost,
  LeafCall,
  LeafResult,
  NodeRecord,
  RunEvent,
  RunJob,
  RunResult,
  RunState,
  RunStatus,
} from "@perdure/engine";
import {
  createFailure,
  DEFAULT_RETRY_POLICY,
  isFailureError,
  mayAutoRetry,
  retryDelay,
  withTransport,
} from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import type { FailureError } from "@perdure/failures";

/** What of a run outlives whoever drives it. */
export interface ReferenceRun {
  readonly job: RunJob;
  readonly started_at: number;
  status(): RunStatus;
  /** Resolves with the end of the present drive; rejects with its failure. */
  result(): Promise<RunResult>;
  events(): AsyncIterable<RunEvent>;
  /** Walks the job on, from what is recorded. */
  drive(host: BackendHost): void;
  cancel(reason: string | undefined): Promise<void>;
  /** Whoever drives is gone, in the middle of whatever it did. */
  crash(): void;
}

/** A run in memory: each finished leaf is recorded, each attempt is counted, and both are there for the next drive. */
export function createReferenceRun(job: RunJob, started_at: number): ReferenceRun {
  const { run_id, entry, repeat_billable } = job;
  const results = new Map<string, LeafResult>();
  const tried = new Map<string, number>();
  const failed = new Set<string>();
  const nodes = new Map<string, NodeRecord>();
  let changed = Promise.withResolvers<void>();
  let state: RunState = "interrupted";
  let ended_at: number | undefined;
  let failure: FailureError | undefined;
  let outcome: Promise<RunResult> = Promise.reject(new Error("Nobody has driven the run."));
  outcome.catch(() => undefined);
  let driver: AbortController | undefined;

  const tell = (node: NodeRecord): void => {
    nodes.set(node.node_id, { ...node, seq: (nodes.get(node.node_id)?.seq ?? 0) + 1 });
    ring();
  };
  const ring = (): void => {
    const { resolve } = changed;
    changed = Promise.withResolvers<void>();
    resolve();
  };

  const callLeaf = async (host: BackendHost, call: LeafCall, signal: AbortSignal): Promise<LeafResult> => {
    if (isPureKind(call.kind)) return host.leaves.execute(call, { attempt: 1, signal });
    const key = leafKey(call);
    const known = results.get(key);
    if (known !== undefined) return { ...known, restored: true };
    for (;;) {
      const attempt = (tried.get(key) ?? 0) + 1;
      // What a crash cut off may have happened: only what does no harm twice is tried again.
      if (
        attempt > 1 &&
        !failed.has(key) &&
        !mayAutoRetry({ category: "ambiguous" }, call.effect, { repeat_billable })
      ) {
        throw interrupted(call);
      }
      tried.set(key, attempt);
      failed.delete(key);
      try {
        const result = { ...(await host.leaves.execute(call, { attempt, signal })), attempt };
        signal.throwIfAborted();
        results.set(key, result);
        return result;
      } catch (error) {
        signal.throwIfAborted();
        const because = withTransport(toFailure(error, {}), { attempt });
        failed.add(key);
        const { report } = because;
        const repeats =
          attempt % DEFAULT_RETRY_POLICY.maximum_attempts !== 0 &&
          mayAutoRetry(report, call.effect, { repeat_billable });
        if (!repeats) throw because;
        await host.sleepUntil(host.now() + retryDelay(report, attempt, DEFAULT_RETRY_POLICY, host.random), signal);
        signal.throwIfAborted();
      }
    }
  };

  const walk = async (host: BackendHost, signal: AbortSignal): Promise<RunResult> => {
    const { memory, nodes: records } = await interpret(job, {
      callLeaf: (call) => orAborted(callLeaf(host, call, signal), signal),
      emit: ({ node }) => {
        if (driver?.signal === signal) tell(node);
      },
      now: host.now,
      signal,
    });
    return { run_id, memory, nodes: records, usage: sumUsage(records) };
  };

  return {
    job,
    started_at,
    status: () => ({
      run_id,
      entry,
      state,
      started_at,
      ...(ended_at === undefined ? {} : { ended_at }),
      nodes: [...nodes.values()],
      ...(failure === undefined ? {} : { failure: failure.report }),
    }),
    result: () => outcome,
    async *events() {
      const shown = new Map<string, NodeRecord>();
      for (;;) {
        const next = changed.promise;
        for (const node of nodes.values()) {
          if (shown.get(node.node_id) === node) continue;
          shown.set(node.node_id, node);
          yield { kind: "node" as const, node };
        }
        if (state !== "running" && [...nodes.values()].every((node) => shown.get(node.node_id) === node)) return;
        await next;
      }
    },
    drive(host) {
      const controller = new AbortController();
      driver = controller;
      state = "running";
      ended_at = undefined;
      failure = undefined;
      outcome = walk(host, controller.signal).then(
        (result) => {
          state = "completed";
          ended_at = host.now();
          ring();
          return result;
        },
        (error: unknown) => {
          const because = toFailure(error, {});
          if (driver === controller) {
            failure = because;
            state = because.report.code === "run.cancelled" ? "canceled" : "failed";
            ended_at = host.now();
            ring();
          }
          throw because;
        },
      );
      outcome.catch(() => undefined);
    },
    async cancel(reason) {
      driver?.abort(runCancelled(reason));
      await outcome.catch(() => undefined);
    },
    crash() {
      if (state !== "running") return;
      const gone = driver;
      driver = undefined;
      state = "interrupted";
      gone?.abort(runCancelled("its driver is gone"));
      ring();
    },
  };
}

const interrupted = ({ pipe }: LeafCall): FailureError =>
  createFailure("perdure.leaf_interrupted", { message: `Whoever drove the run was gone while ${pipe} ran.` });

/** A leaf that the end of its run ends is that end, whatever its body makes of it. */
async function orAborted(work: Promise<LeafResult>, signal: AbortSignal): Promise<LeafResult> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted.promise]);
  } catch (error) {
    if (signal.aborted && isFailureError(signal.reason)) throw signal.reason;
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
