import {
  fingerprintCrate,
  projectControlPlan,
  type ConditionPipe,
  type Crate,
  type Pipe,
  type PipeRef,
} from "@perdure/crate";
import { DEFAULT_LIMITS, interpret, type LeafCall, type RunJob } from "@perdure/engine";
import { createFakeLeaves, createTestJob, testPipes } from "@perdure/engine/testing";
import { isFailureError } from "@perdure/failures";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callBound } from "./call-bound.ts";
import { generatedMethods, LONGEST_LIST } from "./testing/generated-methods.ts";

const { llm, sequence } = testPipes;
const boundOf = (pipes: readonly Pipe[], inputs: Record<string, string | readonly string[]> = {}) => {
  const crate = fingerprintCrate({
    concepts: {},
    pipes: Object.fromEntries(pipes.map((pipe) => [`test.${pipe.code}`, pipe])),
  });
  const { fixed, per_item } = callBound(crate, createTestJob({ pipes, entry: "test.main", inputs }));
  return { fixed, per_item };
};
const identity = (code: string) => {
  const { domain, description, inputs, output, place } = llm(code, []);
  return { code, domain, description, inputs, output, place };
};
const conditionOf = (
  code: string,
  outcomes: ConditionPipe["outcomes"],
  default_outcome: ConditionPipe["default_outcome"],
): Pipe => ({ ...identity(code), type: "PipeCondition", expression: "left", outcomes, default_outcome });
const one = llm("one", []);
const many = llm("many", [], { output: { concept: "native.Text", multiplicity: "many", optional: false } });
const each = (over: string, pipe = "test.one", result = "results") => ({ pipe, result, batch: { over, as: "item" } });

describe("the most calls of a run", () => {
  it("are those of its steps, two where a text is written first, none where no model is called", () => {
    const twice = llm("twice", [], { structuring_method: "preliminary_text" });
    const steps = [{ pipe: "test.one" }, { pipe: "test.twice" }, { pipe: "test.work" }];
    expect(boundOf([sequence("main", [], steps), one, twice, testPipes.func("work", [])])).toEqual({
      fixed: 3,
      per_item: [],
    });
  });

  it("are counted item by item where the caller gave the list", () => {
    const main = sequence("main", ["docs"], [each("docs"), each("results")]);
    expect(boundOf([main, one], { docs: ["x", "y", "z"] })).toEqual({ fixed: 6, per_item: [] });
    expect(boundOf([main, one], { docs: [] })).toEqual({ fixed: 0, per_item: [] });
  });

  it("are said for each item where only the run will know the list", () => {
    const main = sequence("main", [], [{ pipe: "test.many", result: "docs" }, each("docs")]);
    const item = { list: "docs", within: [], pipe: "test.one", calls: 1 };
    expect(boundOf([main, many, one])).toEqual({ fixed: 1, per_item: [item] });
  });

  it("name the lists around a list", () => {
    const inner = sequence("inner", [], [{ pipe: "test.many", result: "pages" }, each("pages")]);
    const main = sequence("main", [], [{ pipe: "test.many", result: "docs" }, each("docs", "test.inner")]);
    expect(boundOf([main, inner, many, one])).toEqual({
      fixed: 1,
      per_item: [
        { list: "docs", within: [], pipe: "test.inner", calls: 1 },
        { list: "pages", within: ["docs"], pipe: "test.one", calls: 1 },
      ],
    });
  });

  it("are those of the costliest outcome of a condition", () => {
    const outcomes = { left: { pipe: "test.one" }, right: { pipe: "test.two" }, list: { pipe: "test.lists" } };
    const condition = conditionOf("main", outcomes, "fail");
    const two = sequence("two", [], [{ pipe: "test.one" }, { pipe: "test.one" }]);
    const lists = sequence("lists", [], [{ pipe: "test.many", result: "docs" }, each("docs")]);
    expect(boundOf([condition, two, lists, one, many])).toEqual({
      fixed: 2,
      per_item: [{ list: "docs", within: [], pipe: "test.one", calls: 1 }],
    });
  });

  it("forget the length of a name that a step uses for another list", () => {
    const renamed = sequence("main", ["docs"], [{ from: "other", result: "docs" }, each("docs")]);
    expect(boundOf([renamed, one], { docs: ["x"] }).per_item).toHaveLength(1);
    expect(boundOf([renamed, one], { docs: ["x"], other: ["x", "y"] })).toEqual({ fixed: 2, per_item: [] });
    const inner = sequence("inner", [], [{ pipe: "test.many", result: "docs" }]);
    const nested = sequence("main", ["docs"], [{ pipe: "test.inner" }, each("docs")]);
    expect(boundOf([nested, inner, many, one], { docs: ["x"] }).per_item).toHaveLength(1);
  });

  it("forget the length of a name that is an item's inside a batch", () => {
    const inner = sequence("inner", [], [each("docs")]);
    const lists = each("docs", "test.many", "lists");
    const overLists = { pipe: "test.inner", batch: { over: "lists", as: "docs" } };
    const main = sequence("main", ["docs"], [lists, overLists]);
    expect(boundOf([main, inner, many, one], { docs: ["x"] })).toEqual({
      fixed: 1,
      per_item: [{ list: "docs", within: [], pipe: "test.one", calls: 1 }],
    });
  });

  it("take the longer list where a condition may go on without choosing", () => {
    const fewer = sequence("fewer", [], [{ from: "few", result: "docs" }]);
    const main = sequence("main", ["docs", "few"], [{ pipe: "test.choice" }, each("docs")]);
    const choice = conditionOf("choice", { fewer: { pipe: "test.fewer" } }, "continue");
    expect(boundOf([main, choice, fewer, one], { docs: ["x", "y", "z"], few: ["x"] }).fixed).toBe(3);
  });

  it("know that branches which are only combined name nothing outside", () => {
    const two = llm("two", [], { output: { concept: "native.Text", multiplicity: 2, optional: false } });
    const parallel = (add_each_output: boolean): Pipe => ({
      ...identity("parallel"),
      type: "PipeParallel",
      branches: [{ pipe: "test.two", result: "docs" }],
      add_each_output,
      combine: true,
    });
    const main = sequence("main", ["docs"], [{ pipe: "test.parallel" }, each("docs")]);
    const inputs = { docs: ["x", "y", "z"] };
    expect(boundOf([main, parallel(false), two, one], inputs).fixed).toBe(1 + 3);
    expect(boundOf([main, parallel(true), two, one], inputs).fixed).toBe(1 + 2);
  });

  it("say how many calls an inference can become: three answers, each with its transport retries", () => {
    const job = createTestJob({ pipes: [one], entry: "test.one" });
    const crate: Crate = fingerprintCrate({ concepts: {}, pipes: { "test.one": one } });
    const limits = { ...DEFAULT_LIMITS, transport: { ...DEFAULT_LIMITS.transport, max_retries: 0 } };
    expect(callBound(crate, job).calls_per_inference).toBe(9);
    expect(callBound(crate, { ...job, limits }).calls_per_inference).toBe(3);
  });

  it.each([
    ["one pipe ten times", 18, (level: number) => Array.from({ length: 10 }, () => ({ pipe: `test.l${level}` }))],
    [
      "one pipe ten times under names of its own",
      18,
      (level: number) =>
        Array.from({ length: 10 }, (_, index) => ({ pipe: `test.l${level}`, result: `r${level}_${index}` })),
    ],
    [
      "batches over ten lists",
      8,
      (level: number) =>
        Array.from({ length: 10 }, (_, index) => each(`list${index}`, `test.l${level}`, `r${level}_${index}`)),
    ],
  ])("are counted in bounded work where each level calls the next %s", (_, depth, stepsOf) => {
    const levels = Array.from({ length: depth }, (__, level) => sequence(`l${level + 1}`, [], stepsOf(level)));
    const three = llm("l0", [], { output: { concept: "native.Text", multiplicity: 3, optional: false } });
    const main = sequence("main", [], [{ pipe: `test.l${depth}` }]);
    const { fixed, per_item } = boundOf([main, ...levels, three]);
    expect(Math.max(fixed, ...per_item.map(({ calls }) => calls))).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("are never fewer than a run makes, whatever the method", async () => {
    let runs = 0;
    let calls = 0;
    const lengths = fc.record({
      a: fc.nat({ max: LONGEST_LIST }),
      b: fc.nat({ max: LONGEST_LIST }),
      c: fc.nat({ max: LONGEST_LIST }),
    });
    const ofRun = fc.infiniteStream(fc.nat({ max: LONGEST_LIST }));
    await fc.assert(
      fc.asyncProperty(generatedMethods(), lengths, ofRun, async ({ crate, entry }, inputs, random) => {
        const job = jobOf(crate, entry, inputs);
        const { fixed, per_item } = callBound(crate, job);
        const most = per_item.reduce(
          (sum, { calls: count, within }) => sum + count * LONGEST_LIST ** (1 + within.length),
          fixed,
        );
        const made = await callsMade(job, () => random.next().value as number);
        runs += 1;
        calls += made;
        expect(made).toBeLessThanOrEqual(most);
      }),
      { numRuns: 400, seed: 7 },
    );
    // The runs must be worth counting.
    expect(calls / runs).toBeGreaterThan(2);
  });
});

function jobOf(crate: Crate, entry: PipeRef, lengths: Readonly<Record<string, number>>): RunJob {
  const inputs = Object.fromEntries(
    Object.entries(lengths).map(([name, length]) => [name, Array.from({ length }, (_, index) => `${name}${index}`)]),
  );
  return {
    ...createTestJob({ pipes: [one], entry: "test.one", inputs }),
    crate: { fingerprint: crate.fingerprint, content: `perdure://sha256/${crate.fingerprint}` },
    plan: projectControlPlan(crate, entry),
    entry,
  };
}

/** How many inferences a run really makes; a run that fails half-way made some, too. */
async function callsMade(job: RunJob, length: () => number): Promise<number> {
  let inferences = 0;
  const texts = (count: number) => Array.from({ length: count }, (_, index) => ({ text: String(index) }));
  const leaves = createFakeLeaves(({ output }) => {
    const { multiplicity, concept } = output;
    const content = concept === "test.Report" ? { tags: texts(length()).map(({ text }) => text) } : { text: "x" };
    if (multiplicity === "single") return content;
    return texts(multiplicity === "many" ? length() : multiplicity);
  });
  const signal = new AbortController().signal;
  const callLeaf = (call: LeafCall) => {
    if (call.kind === "llm" || call.kind === "structure") inferences += 1;
    return leaves.execute(call, { attempt: 1, signal });
  };
  try {
    await interpret(job, { callLeaf, emit: () => undefined, now: () => 0, signal });
  } catch (error) {
    if (!isFailureError(error)) throw error;
  }
  return inferences;
}
