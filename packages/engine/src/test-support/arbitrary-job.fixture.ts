import { fingerprintCrate } from "@perdure/crate";
import type { Crate, Pipe } from "@perdure/crate";
import fc from "fast-check";
import type { RunJob } from "../contract/run-job.ts";
import { createTestJob, testPipes } from "../testing/index.ts";
import { batch, compose, condition, parallel, template } from "./pipes.ts";

const KINDS = ["leaf", "compose", "sequence", "parallel", "batch", "inline_batch", "condition"] as const;

/** A job, and the crate that its pure leaves read. */
export interface CratedJob {
  readonly job: RunJob;
  readonly crate: Crate;
}

/**
 * Jobs over methods of every controller, in which pipes are called more than once: pipe n calls some of the pipes before it,
 * so that there is no cycle and codes repeat among siblings.
 */
export function arbitraryCratedJob(): fc.Arbitrary<CratedJob> {
  const part = fc.record({
    kind: fc.constantFrom(...KINDS),
    calls: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
  });
  const words = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 3 });
  return fc
    .record({
      parts: fc.array(part, { minLength: 1, maxLength: 6, size: "max" }),
      words,
      max_concurrency: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ parts, words: items, max_concurrency }) => {
      const pipes: Pipe[] = [testPipes.llm("p0", ["topic"])];
      for (const { kind, calls } of parts) {
        const refs = calls.map((call) => `test.p${call % pipes.length}`);
        pipes.push(pipeOf(kind, `p${pipes.length}`, refs));
      }
      const job = createTestJob({
        pipes,
        entry: `test.p${pipes.length - 1}`,
        inputs: { topic: "tea", words: items },
        limits: { max_concurrency },
      });
      const byRef = Object.fromEntries(pipes.map((pipe) => [`test.${pipe.code}`, pipe]));
      return { job, crate: fingerprintCrate({ concepts: {}, pipes: byRef }) };
    });
}

/** Such jobs alone. */
export const arbitraryJob = (): fc.Arbitrary<RunJob> => arbitraryCratedJob().map(({ job }) => job);

function pipeOf(kind: (typeof KINDS)[number], code: string, refs: readonly string[]): Pipe {
  const [first = "test.p0"] = refs;
  switch (kind) {
    case "leaf":
      return testPipes.llm(code, ["topic"]);
    case "compose":
      return compose(code, ["topic"], { template: template("About $topic.") });
    case "sequence":
      return testPipes.sequence(
        code,
        ["topic"],
        refs.map((pipe, index) => ({ pipe, result: `${code}_${index}` })),
      );
    case "inline_batch":
      return testPipes.sequence(
        code,
        ["topic"],
        refs.map((pipe, index) => ({ pipe, result: `${code}_${index}`, batch: { over: "words", as: "word" } })),
      );
    case "parallel":
      return parallel(
        code,
        ["topic"],
        refs.map((pipe, index) => ({ pipe, result: `${code}_${index}` })),
        { add_each_output: true },
      );
    case "batch":
      return batch(code, first, "words", "word");
    case "condition":
      return condition(code, ["topic"], { expression: "{{ topic.text }}", outcomes: { tea: { pipe: first } } });
  }
}
