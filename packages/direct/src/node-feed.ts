import type { NodeRecord, RunEvent } from "@perdure/engine";

/** The states of a run's nodes, to be followed by any number of readers. */
export interface NodeFeed {
  publish(node: NodeRecord): void;
  nodes(): readonly NodeRecord[];
  /** The state of every node first, then changes; ends when the feed is closed. Slow readers miss intermediate states, never the last. */
  events(): AsyncIterable<RunEvent>;
  close(): void;
}

/** Makes a feed. */
export function createNodeFeed(): NodeFeed {
  const states = new Map<string, NodeRecord>();
  let closed = false;
  let wake = Promise.withResolvers<void>();
  const ring = (): void => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  return {
    publish(node) {
      states.set(node.node_id, node);
      ring();
    },
    nodes: () => [...states.values()],
    async *events() {
      const seen = new Map<string, number>();
      for (;;) {
        const pause = wake.promise;
        const ended = closed;
        for (const node of states.values()) {
          if (seen.get(node.node_id) === node.seq) continue;
          seen.set(node.node_id, node.seq);
          yield { kind: "node" as const, node };
        }
        if (ended) return;
        if (!closed) await pause;
      }
    },
    close() {
      closed = true;
      ring();
    },
  };
}
