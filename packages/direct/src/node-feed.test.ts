import type { NodeRecord } from "@perdure/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNodeFeed } from "./node-feed.ts";

const node = (node_id: string, seq: number, parent?: string): NodeRecord => ({
  node_id,
  ...(parent === undefined ? {} : { parent }),
  pipe: "test.main",
  type: "PipeLLM",
  status: "running",
  seq,
});

/** Reads a feed to its end, waiting some turns after each event. */
async function readAll(events: AsyncIterable<{ readonly node: NodeRecord }>, turns: number) {
  const seen: (readonly [string, number])[] = [];
  for await (const event of events) {
    seen.push([event.node.node_id, event.node.seq]);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
  }
  return seen;
}

describe("a feed of nodes", () => {
  it("tells every reader, however slow or late, the last state of every node, and no state twice or backwards", async () => {
    const change = fc.record({ id: fc.constantFrom("a", "b", "c"), turns: fc.nat({ max: 3 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 20 }),
        fc.nat({ max: 5 }),
        fc.nat({ max: 20 }),
        async (changes, turns, late) => {
          const feed = createNodeFeed();
          const last = new Map<string, number>();
          const readers = [readAll(feed.events(), 0), readAll(feed.events(), turns)];
          for (const [index, { id, turns: pause }] of changes.entries()) {
            if (index === late) readers.push(readAll(feed.events(), turns));
            last.set(id, (last.get(id) ?? 0) + 1);
            feed.publish(node(id, last.get(id) ?? 0));
            for (let turn = 0; turn < pause; turn += 1) await Promise.resolve();
          }
          feed.close();
          readers.push(readAll(feed.events(), turns));
          for (const seen of await Promise.all(readers)) {
            expect(new Map(seen)).toEqual(last);
            for (const id of last.keys()) {
              const numbers = seen.filter(([told]) => told === id).map(([, seq]) => seq);
              expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other));
            }
          }
        },
      ),
    );
  });

  it("tells a reader that comes back what a node is, not what it was in the meantime", async () => {
    const feed = createNodeFeed();
    feed.publish(node("a", 1));
    feed.publish(node("b", 1));
    const events = feed.events()[Symbol.asyncIterator]();
    await events.next();
    feed.publish(node("b", 2));
    expect((await events.next()).value).toMatchObject({ node: { node_id: "b", seq: 2 } });
  });

  it("forgets a reader that stops, and goes on for the others", async () => {
    const feed = createNodeFeed();
    feed.publish(node("a", 1));
    for await (const { node: first } of feed.events()) {
      expect(first.node_id).toBe("a");
      break;
    }
    const other = readAll(feed.events(), 0);
    feed.publish(node("b", 1));
    feed.close();
    expect(await other).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
  });

  it("lists nodes in the order of the plan, whichever opened first", () => {
    const feed = createNodeFeed();
    for (const record of [
      node("m", 1),
      node("m/a", 1, "m"),
      node("m/b", 1, "m"),
      node("m/b/x", 1, "m/b"),
      node("m/a/y", 1, "m/a"),
    ])
      feed.publish(record);
    expect(feed.nodes().map(({ node_id }) => node_id)).toEqual(["m", "m/a", "m/a/y", "m/b", "m/b/x"]);
  });
});
