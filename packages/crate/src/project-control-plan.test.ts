import { describe, expect, it } from "vitest";
import type { Crate, LlmPipe, Pipe, SequencePipe } from "./crate.ts";
import { fingerprintCrate } from "./fingerprint.ts";
import { projectControlPlan } from "./project-control-plan.ts";
import { reachablePipes } from "./reachable-pipes.ts";

const place = { file: "shop.mthds", line: 1, column: 1 };
const one = (concept: string) => ({ concept, multiplicity: "single" as const, optional: false });
const llm = (code: string): LlmPipe => ({
  type: "PipeLLM",
  code,
  domain: "shop",
  description: "A long description",
  inputs: { order: { concept: "shop.Order", multiplicity: "single", presence: "lift" } },
  output: one("native.Text"),
  place,
  prompt: { text: "Read $order", category: "llm_prompt" },
  structuring_method: "direct",
});
const sequence = (code: string, pipes: readonly string[]): SequencePipe => ({
  type: "PipeSequence",
  code,
  domain: "shop",
  description: "Steps",
  inputs: {},
  output: one("native.Text"),
  place,
  steps: pipes.map((pipe) => ({ pipe, result: "text" })),
});
const crateOf = (pipes: Record<string, Pipe>): Crate =>
  fingerprintCrate({
    pipes,
    concepts: {
      "shop.Order": {
        description: "An order",
        fields: { line: { type: "concept", concept: "shop.Line", required: true } },
      },
      "shop.Line": { description: "A line" },
      "shop.Unused": { description: "Nobody's" },
    },
  });

describe("projectControlPlan", () => {
  const crate = crateOf({
    "shop.main": sequence("main", ["shop.read", "shop.write", "shop.read"]),
    "shop.read": llm("read"),
    "shop.write": { ...llm("write"), structuring_method: "preliminary_text" },
    "shop.other": llm("other"),
  });

  it("holds only what the entry reaches, in the order in which it is reached", () => {
    const plan = projectControlPlan(crate, "shop.main");
    expect(Object.keys(plan.pipes)).toEqual(["shop.main", "shop.read", "shop.write"]);
    expect(Object.keys(plan.concepts)).toEqual(["shop.Order", "shop.Line"]);
    expect(plan.crate).toBe(crate.fingerprint);
  });

  it("carries no prompt and no description of a pipe", () => {
    expect(JSON.stringify(projectControlPlan(crate, "shop.main"))).not.toMatch(/Read \$order|A long description/);
  });

  it("says where an answer is drafted before it is structured", () => {
    const { pipes } = projectControlPlan(crate, "shop.main");
    expect(pipes["shop.write"]).toMatchObject({ kind: "llm", preliminary_text: true });
    expect(pipes["shop.read"]).not.toHaveProperty("preliminary_text");
  });

  it("ends on pipes that call each other, and names a pipe that is missing", () => {
    const cyclic = crateOf({ "shop.a": sequence("a", ["shop.b"]), "shop.b": sequence("b", ["shop.a", "shop.c"]) });
    expect(reachablePipes(cyclic, "shop.a")).toEqual(["shop.a", "shop.b", "shop.c"]);
    expect(() => projectControlPlan(cyclic, "shop.a")).toThrow(expect.objectContaining({ code: "crate.pipe_missing" }));
  });
});
