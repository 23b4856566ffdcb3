import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCycles } from "./find-cycles.ts";

const cyclesOf = (graph: Readonly<Record<string, readonly string[]>>) =>
  findCycles(Object.keys(graph), (node) => graph[node] ?? []);

describe("the cycles of a graph", () => {
  it("are the nodes along each, and none where nothing leads back", () => {
    expect(cyclesOf({ a: ["b", "c"], b: ["c"], c: [] })).toEqual([]);
    expect(cyclesOf({ a: ["b"], b: ["c"], c: ["b"] })).toEqual([["b", "c"]]);
    expect(cyclesOf({ a: ["a"] })).toEqual([["a"]]);
  });

  it("are found at any depth", () => {
    const length = 5000;
    const chain = Array.from({ length }, (_, index) => index);
    expect(findCycles(chain, (node) => [(node + 1) % length])).toEqual([chain]);
  });

  it("are there exactly where taking away what leads nowhere leaves something", () => {
    const graphs = fc
      .integer({ min: 1, max: 8 })
      .chain((size) => fc.array(fc.uniqueArray(fc.nat({ max: size - 1 })), { minLength: size, maxLength: size }));
    fc.assert(
      fc.property(graphs, (graph) => {
        const left = new Set(graph.keys());
        const ends = (node: number) => (graph[node] ?? []).every((next) => !left.has(next));
        for (let node = [...left].find(ends); node !== undefined; node = [...left].find(ends)) left.delete(node);
        const cycles = findCycles(graph.keys(), (node) => graph[node] ?? []);
        expect(cycles.length > 0).toBe(left.size > 0);
        for (const cycle of cycles) {
          for (const [index, node] of cycle.entries()) {
            expect(graph[node]).toContain(cycle[(index + 1) % cycle.length]);
          }
        }
      }),
    );
  });
});
