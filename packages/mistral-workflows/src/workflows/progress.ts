import type { NodeRecord } from "@perdure/engine";
import type { ProgressAnswer } from "./run-input.ts";

/** What a unit of a run tells whoever asks how far it is. */
export interface Progress {
  record(node: NodeRecord): void;
  childStarted(id: string): void;
  childEnded(id: string): void;
  answer(): ProgressAnswer;
}

/** Keeps the last state of each node, and the units that run. */
export function createProgress(): Progress {
  const nodes = new Map<string, NodeRecord>();
  const children = new Set<string>();
  return {
    record: (node) => void nodes.set(node.node_id, node),
    childStarted: (id) => void children.add(id),
    childEnded: (id) => void children.delete(id),
    answer: () => ({ nodes: [...nodes.values()], children: [...children] }),
  };
}
