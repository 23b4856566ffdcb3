import type { NodeRecord, RunEvent } from "@perdure/engine";
import { setTimeout as sleep } from "node:timers/promises";
import { PROGRESS } from "../workflows/names.ts";
import type { ProgressAnswer } from "../workflows/run-input.ts";
import type { FollowedRun } from "./followed-run.ts";

/** The nodes of a run as they are: of the walk that this process holds, or as the run's units answer. */
export async function nodesNow(run: FollowedRun, runId: string): Promise<readonly NodeRecord[]> {
  const walk = run.walkOf(runId);
  if (walk !== undefined) return (await walk.status()).nodes;
  return answered(run, run.execution.id);
}

async function answered({ host, execution }: FollowedRun, id: string): Promise<readonly NodeRecord[]> {
  const unit = id === execution.id ? execution : await host.get(id).catch(() => undefined);
  const json = await unit?.query(PROGRESS);
  if (json === undefined) return [];
  const { nodes, children } = json as unknown as ProgressAnswer;
  const below = await Promise.all(children.map((child) => answered({ host, execution } as FollowedRun, child)));
  return [...nodes, ...below.flat()];
}

/** The state of every node, then changes, until the run has ended. Nodes that were seen before count on. */
export async function* followNodes(
  run: FollowedRun,
  runId: string,
  ended: Promise<readonly NodeRecord[]>,
): AsyncGenerator<RunEvent> {
  const shown = createShown();
  const end: { nodes?: readonly NodeRecord[] } = {};
  const over = ended.then(
    (nodes) => void (end.nodes = nodes),
    () => void (end.nodes = []),
  );
  for (;;) {
    if (end.nodes === undefined) yield* shown(await Promise.race([nodesNow(run, runId), over.then(() => [])]));
    if (end.nodes === undefined) await Promise.race([sleep(run.host.poll_ms), over]);
    if (end.nodes !== undefined) return yield* shown(end.nodes);
  }
}

/** Keeps what was told, and tells what is another; a unit that is tried again counts on from where the last try was. */
function createShown(): (nodes: readonly NodeRecord[]) => readonly RunEvent[] {
  const texts = new Map<string, string>();
  const counts = new Map<string, number>();
  return (nodes) =>
    nodes.flatMap((node) => {
      const text = JSON.stringify({ ...node, seq: 0 });
      if (texts.get(node.node_id) === text) return [];
      const seq = Math.max((counts.get(node.node_id) ?? 0) + 1, node.seq);
      texts.set(node.node_id, text);
      counts.set(node.node_id, seq);
      return [{ kind: "node" as const, node: { ...node, seq } }];
    });
}
