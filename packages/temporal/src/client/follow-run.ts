import type { WorkflowExecutionDescription } from "@temporalio/client";
import { runCancelled, runNotFinished, sumUsage } from "@perdure/engine";
import type { NodeRecord, RunEvent } from "@perdure/engine";
import { FailureError } from "@perdure/failures";
import type { FailureReport } from "@perdure/failures";
import { setTimeout as sleep } from "node:timers/promises";
import { PROGRESS_QUERY } from "../contract/names.ts";
import type { ProgressAnswer, RunOutput } from "../contract/run-contract.ts";
import { cancelReason } from "./cancel-run.ts";
import { clientFailure, isAway } from "./connect.ts";
import type { FollowedRun, Outcome } from "./followed-run.ts";
import { pendingLeaves } from "./pending-leaves.ts";
import { nodesOfFailure } from "./run-records.ts";

const POLL_MS = 300;
/** Every so many polls the server is asked for what the workflow cannot know: waits between attempts. */
const DESCRIBE_EVERY = 3;
const QUERY_DEADLINE_MS = 2000;
const STUCK_ATTEMPTS = 3;
/** How long a server may be away before a run that is followed is left to be resumed. */
const PATIENCE_MS = 10 * 60_000;
/** Longer than the repeats of a call take that reaches nobody. */
const ANSWERED_MS = 30_000;

/**
 * Waits for the end of a run, or for the signal. Never rejects. `served`: a worker of this process can still be asked about it.
 * A server that is away is waited for, as its workers do.
 */
export async function outcomeOf(run: FollowedRun, served: boolean, stopped?: AbortSignal): Promise<Outcome> {
  try {
    const { memory, nodes } = await outputOf(run, stopped);
    const known = nodes ?? (await askProgress(run, 0))?.nodes ?? [];
    return { ok: true, result: { run_id: run.run_id, memory, nodes: known, usage: sumUsage(known) } };
  } catch (error) {
    if (stopped?.aborted === true) return notFollowed(run);
    const failure = clientFailure(error, run.address, run.run_id);
    const nodes = nodesOfFailure(error);
    if (nodes !== undefined) return { ok: false, error: failure, nodes };
    // A cancelled workflow carries nothing: where it was and what it had done only its worker knows.
    const last = served ? await askProgress(run, 0) : undefined;
    const report = last?.failure?.code === failure.report.code ? last.failure : failure.report;
    const { transport, cause } = failure;
    const told = new FailureError({ report: await withReason(run, report), transport, cause });
    return { ok: false, error: told, nodes: last?.nodes ?? [] };
  }
}

async function outputOf(run: FollowedRun, stopped: AbortSignal | undefined): Promise<RunOutput> {
  const ask = () => run.handle.result() as Promise<RunOutput>;
  for (let giveUpAt: number | undefined; ;) {
    const askedAt = Date.now();
    try {
      return await (stopped === undefined ? ask() : run.client.withAbortSignal(stopped, ask));
    } catch (error) {
      if (!isAway(error) || stopped === undefined || stopped.aborted) throw error;
      // A call that lasted means that the server was there.
      if (giveUpAt === undefined || Date.now() - askedAt > ANSWERED_MS) {
        giveUpAt = Date.now() + PATIENCE_MS;
        run.log(`The Temporal server at ${run.address} does not answer; waiting for it.`);
      }
      if (Date.now() > giveUpAt) throw error;
      await sleep(POLL_MS, undefined, { signal: stopped });
    }
  }
}

const notFollowed = ({ run_id }: FollowedRun): Outcome => ({
  ok: false,
  error: runNotFinished(run_id, "This process follows the run no more."),
  nodes: [],
});

/** The report of a cancellation with the reason that was given for it. */
async function withReason(run: FollowedRun, report: FailureReport): Promise<FailureReport> {
  if (report.code !== "run.cancelled") return report;
  return { ...report, message: runCancelled(await cancelReason(run)).report.message };
}

/** The nodes that changed after a version; undefined when no worker answers. */
export async function askProgress(run: FollowedRun, version: number): Promise<ProgressAnswer | undefined> {
  try {
    const { connection } = run.client;
    return await connection.withDeadline(Date.now() + QUERY_DEADLINE_MS, () =>
      run.handle.query<ProgressAnswer, [number]>(PROGRESS_QUERY, version),
    );
  } catch {
    // No worker, a server that restarts, a run that has just ended: the next poll or the outcome says which.
    return undefined;
  }
}

/** The server's own record of a run; undefined while it does not answer. */
export async function describeQuietly(run: FollowedRun): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await run.client.connection.withDeadline(Date.now() + QUERY_DEADLINE_MS, () => run.handle.describe());
  } catch {
    return undefined;
  }
}

/** The state of every node, then changes, until the run has ended or the follower stops. */
export async function* followEvents(
  run: FollowedRun,
  ended: Promise<Outcome>,
  stopped: AbortSignal,
): AsyncGenerator<RunEvent> {
  const shown = createShown();
  const end: { outcome?: Outcome } = {};
  const over = new Promise<void>((resolve) => {
    void ended.then((outcome) => {
      end.outcome = outcome;
      resolve();
    });
    stopped.addEventListener("abort", () => resolve(), { once: true });
  });
  const goesOn = () => end.outcome === undefined && !stopped.aborted;
  let version = 0;
  let warned = false;
  for (let poll = 1; goesOn(); poll += 1) {
    // A run that has ended has no worker, whose silence would be waited for.
    const answer = await Promise.race([askProgress(run, version), over.then(nothing)]);
    if (answer !== undefined) {
      version = answer.version;
      yield* shown.changes(answer.nodes);
    }
    if (poll % DESCRIBE_EVERY === 0 && goesOn()) {
      const description = await describeQuietly(run);
      if (description !== undefined) yield* shown.overlay(pendingLeaves(description));
      if (!warned && isStuck(description)) {
        warned = true;
        run.log(`The workflow of run ${run.run_id} does not get on: its worker's code does not fit its history.`);
      }
    }
    if (goesOn()) await pause(over);
  }
  if (end.outcome !== undefined) yield* shown.changes(nodesOf(end.outcome));
}

// Nothing else tells: a workflow task that fails is tried again for ever, and the run stays as it is.
const isStuck = (description: WorkflowExecutionDescription | undefined): boolean =>
  (description?.raw.pendingWorkflowTask?.attempt ?? 0) > STUCK_ATTEMPTS;

const nothing = () => undefined;
const nodesOf = (outcome: Outcome) => (outcome.ok ? outcome.result.nodes : outcome.nodes);

async function pause(until: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, POLL_MS);
  });
  await Promise.race([slept, until]);
  clearTimeout(timer);
}

// What a follower has shown, so that it shows changes only. Waits are laid over the workflow's own records, and `seq`
// counts what was shown, because the workflow does not count them.
function createShown() {
  const records = new Map<string, NodeRecord>();
  const texts = new Map<string, string>();
  const sequence = new Map<string, number>();
  const show = (node: NodeRecord): RunEvent[] => {
    const text = JSON.stringify({ ...node, seq: 0 });
    if (texts.get(node.node_id) === text) return [];
    const seq = Math.max((sequence.get(node.node_id) ?? 0) + 1, node.seq);
    texts.set(node.node_id, text);
    sequence.set(node.node_id, seq);
    return [{ kind: "node", node: { ...node, seq } }];
  };
  return {
    changes(nodes: readonly NodeRecord[]): RunEvent[] {
      for (const node of nodes) records.set(node.node_id, node);
      return nodes.flatMap(show);
    },
    overlay(pending: ReturnType<typeof pendingLeaves>): RunEvent[] {
      return [...pending].flatMap(([id, { status, ...facts }]) => {
        const node = records.get(id);
        if (node === undefined || (node.status !== "running" && node.status !== "scheduled")) return [];
        return show({ ...node, status: status === "waiting" ? status : node.status, ...facts });
      });
    },
  };
}
