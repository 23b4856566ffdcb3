import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedNodeId, createChildNames, itemNodeId } from "./node-id.ts";

describe("node ids", () => {
  it("count the calls of one pipe under one parent in plan order", () => {
    const nameChild = createChildNames("main");
    expect(["score", "write", "score", "score"].map(nameChild)).toEqual([
      "main/score",
      "main/write",
      "main/score~2",
      "main/score~3",
    ]);
    expect(createChildNames("main")("score")).toBe("main/score");
    expect(itemNodeId("main/score_batch", 12)).toBe("main/score_batch[12]");
  });

  it("stay within 200 characters and apart, however deep and alike they are", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,400}$/u), { maxLength: 8 }), (codes) => {
        const parent = "p".repeat(190);
        const ids = codes.map((code) => boundedNodeId(`${parent}/${code}`));
        expect(new Set(ids).size).toBe(codes.length);
        for (const id of ids) expect(id.length).toBeLessThanOrEqual(200);
      }),
    );
  });

  it("are the same whenever they are made", () => {
    const long = `main/${"x".repeat(300)}`;
    expect(boundedNodeId(long)).toBe(boundedNodeId(long));
    expect(boundedNodeId(long)).toMatch(/^main\/x+#[0-9a-f]{32}$/u);
    expect(boundedNodeId("y".repeat(200))).toBe("y".repeat(200));
  });
});
