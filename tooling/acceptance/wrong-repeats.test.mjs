import { describe, expect, it } from "vitest";
import { callKey } from "./leaf-ledger.mjs";
import { NONE, wrongRepeats } from "./wrong-repeats.mjs";

const runId = "one";
const started = (node_id) => ({ run_id: runId, node_id, attempt: 1, event: "started" });
const judged = (nodes, called = []) =>
  wrongRepeats({
    runId,
    leafLines: nodes.map(started),
    calls: called.map((node) => ({ key: callKey(runId, node) })),
    before: new Set(["recorded", "in flight"]),
    recorded: new Set(["recorded"]),
  });

describe("the repeats of an interrupted run", () => {
  it("are right where only a leaf in flight ran once more", () => {
    expect(judged(["recorded", "in flight", "in flight", "later"], ["recorded", "in flight", "later"])).toEqual(NONE);
  });

  it("are wrong where a recorded leaf ran again, by either ledger", () => {
    expect(judged(["recorded", "recorded"]).recorded).toEqual(["recorded"]);
    expect(judged(["recorded"], ["recorded", "recorded"]).recorded).toEqual(["recorded"]);
  });

  it("are wrong where a leaf that had not started ran twice", () => {
    expect(judged(["later"], ["later", "later"]).notStarted).toEqual(["later"]);
  });

  it("are wrong where a leaf in flight ran more than once again", () => {
    expect(judged(["in flight", "in flight", "in flight"]).tooOften).toEqual(["in flight"]);
  });
});
