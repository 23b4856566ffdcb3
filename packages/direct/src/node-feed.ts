import type { NodeRecord, RunEvent } from "@perdure/engine";
import { inPlanOrder } from "@perdure/engine";

/** The states of a run's nodes, to be followed by any number of readers. */
export interface NodeFeed {
  publish(node: NodeRecord): void;
  /** Every node in the order of the plan. */
  nodes(): readonly NodeRecord[];
  /** The state of every node first, then changes; ends when the feed is closed. Slow readers miss intermediate states, never the last. */
  events(): AsyncIterable<RunEvent>;
  close(): void;
}

/** Nodes that a reader has not been told of in their present state, in the order in which they changed. */
interface Reader {
  news: Map<string, NodeRecord>;
  ring: () => void;
}

/** Makes a feed. What a change costs does not depend on how many nodes there are. */
export function createNodeFeed(): NodeFeed {
  const states = new Map<string, NodeRecord>();
  const readers = new Set<Reader>();
  let closed = false;
  const isPresent = (node: NodeRecord): boolean => states.get(node.node_id) === node;
  return {
    publish(node) {
      states.set(node.node_id, node);
      for (const reader of readers) {
        reader.news.set(node.node_id, node);
        reader.ring();
      }
    },
    nodes: () => inPlanOrder(states.values()),
    async *events() {
      const reader: Reader = { news: new Map(states), ring: () => undefined };
      readers.add(reader);
      try {
        for (;;) {
          const told = reader.news;
          reader.news = new Map();
          for (const node of told.values()) if (isPresent(node)) yield { kind: "node" as const, node };
          if (reader.news.size > 0) continue;
          if (closed) return;
          const { promise, resolve } = Promise.withResolvers<void>();
          reader.ring = resolve;
          await promise;
        }
      } finally {
        readers.delete(reader);
      }
    },
    close() {
      closed = true;
      for (const { ring } of readers) ring();
    },
  };
}
