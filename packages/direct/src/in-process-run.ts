import { interpret, runCancelled, sumUsage } from "@perdure/engine";
import type {
  LeafCall,
  LeafResult,
  NodeRecord,
  RunHandle,
  RunJob,
  RunResult,
  RunState,
  RunStatus,
} from "@perdure/engine";
import { isFailureError } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import type { FailureError } from "@perdure/failures";
import { createNodeFeed } from "./node-feed.ts";

/** What a run in this process is driven with. */
export interface InProcessRunOptions {
  readonly job: RunJob;
  /** Runs one leaf under the backend's own rules; `change` adds to the leaf's node record while it runs (waiting, attempts). */
  readonly callLeaf: (
    call: LeafCall,
    signal: AbortSignal,
    change: (change: Partial<NodeRecord>) => void,
  ) => Promise<LeafResult>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of every new state of a node. */
  readonly onNode?: (node: NodeRecord) => void;
  /** Runs before the run counts as ended, whatever its end; what it throws is the run's end instead. */
  readonly onEnd?: (end: RunEnd) => Promise<void> | void;
}
/** How a run ended. `ended_at` is in milliseconds since the epoch. */
export type RunEnd =
  | { readonly state: "completed"; readonly result: RunResult; readonly ended_at: number }
  | {
      readonly state: "failed" | "canceled";
      readonly failure: FailureError;
      readonly nodes: readonly NodeRecord[];
      readonly ended_at: number;
    };

/** A run that this process drives. */
export interface InProcessRun extends RunHandle {
  /** Ends the walk at once, without an end of its own: what a driver does that lost its right to drive. Rejects `result` with the failure. */
  abandon(failure: FailureError): void;
}

/** Starts to walk a job in this process. Calls in flight get an AbortSignal that `cancel` and `abandon` fire. */
export function createInProcessRun(options: InProcessRunOptions): InProcessRun {
  const { job, callLeaf, now, onNode, onEnd } = options;
  const { run_id, entry } = job;
  const feed = createNodeFeed();
  const controller = new AbortController();
  const started_at = now();
  let state: RunState = "running";
  let ended_at: number | undefined;
  let failure: FailureError | undefined;
  let abandoned: FailureError | undefined;

  const live = new Map<string, NodeRecord>();
  const publish = (node: NodeRecord): void => {
    live.set(node.node_id, node);
    feed.publish(node);
    onNode?.(node);
  };
  // The interpreter numbers its own changes; what a backend adds in between is numbered here, so that one sequence is told.
  const amend = (nodeId: string, change: Partial<NodeRecord>): void => {
    const known = live.get(nodeId);
    if (known !== undefined) publish({ ...known, ...change, seq: known.seq + 1 });
  };
  const emit = (node: NodeRecord): void => {
    const known = live.get(node.node_id);
    publish(known === undefined ? node : { ...withAmended(known, node), seq: known.seq + 1 });
  };

  const end = async (outcome: RunEnd): Promise<void> => {
    await onEnd?.(outcome);
    state = outcome.state;
    ended_at = outcome.ended_at;
  };
  const endFailed = async (because: FailureError): Promise<void> => {
    const canceled = because.report.code === "run.cancelled";
    try {
      await end({ state: canceled ? "canceled" : "failed", failure: because, nodes: feed.nodes(), ended_at: now() });
    } catch (error) {
      failure = toFailure(error, {});
      state = "failed";
      ended_at = now();
    }
  };
  const drive = async (): Promise<RunResult> => {
    try {
      const { memory } = await interpret(job, {
        callLeaf: (call) =>
          leafOrCancel(controller.signal, () =>
            callLeaf(call, controller.signal, (change) => amend(call.node_id, change)),
          ),
        emit: ({ node }) => emit(node),
        now,
        signal: controller.signal,
      });
      const nodes = feed.nodes();
      const result: RunResult = { run_id, memory, nodes, usage: sumUsage(nodes) };
      await end({ state: "completed", result, ended_at: now() });
      return result;
    } catch (error) {
      failure = abandoned ?? toFailure(error, {});
      if (abandoned === undefined) await endFailed(failure);
      else state = "interrupted";
      throw failure;
    } finally {
      feed.close();
    }
  };
  const outcome = drive();
  // Whoever asks for the result is told; a run that nobody awaits must not end its process.
  outcome.catch(() => undefined);

  return {
    run_id,
    status: (): Promise<RunStatus> =>
      Promise.resolve({
        run_id,
        entry,
        state,
        started_at,
        ...(ended_at === undefined ? {} : { ended_at }),
        nodes: feed.nodes(),
        ...(failure === undefined ? {} : { failure: failure.report }),
      }),
    result: () => outcome,
    async cancel(reason) {
      controller.abort(runCancelled(reason));
      await outcome.catch(() => undefined);
    },
    events: () => feed.events(),
    detach: () => Promise.resolve(),
    abandon(because) {
      abandoned = because;
      controller.abort(because);
    },
  };
}

/**
 * A leaf that the run's own cancellation ends is the cancellation, whatever its body makes of it: a body that does not listen to its
 * signal cannot hold the run back.
 */
async function leafOrCancel(signal: AbortSignal, run: () => Promise<LeafResult>): Promise<LeafResult> {
  // A step of two calls may be cancelled between them.
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([run(), aborted.promise]);
  } catch (error) {
    if (signal.aborted && isFailureError(signal.reason)) throw signal.reason;
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

const AMENDED = ["attempt", "calls"] as const;

/** The interpreter does not know attempts of a leaf that failed: they are kept from what the backend said. */
function withAmended(known: NodeRecord, node: NodeRecord): NodeRecord {
  const { next_attempt_at: _, ...rest } = known;
  const kept = Object.fromEntries(AMENDED.filter((name) => rest[name] !== undefined).map((name) => [name, rest[name]]));
  return { ...kept, ...node };
}
