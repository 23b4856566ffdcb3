import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import { createGate, fails } from "../kit/script.ts";
import { A_B_C, ONE } from "./common-methods.ts";

const CARD = (field: string) => `[concept.Card]
description = "A card with ${field}"
[concept.Card.structure]
${field} = { type = "text", description = "f", required = true }

[pipe.main]
type = "PipeSequence"
description = "main"
inputs = { topic = "Text" }
output = "Card"
steps = [{ pipe = "ask", result = "answer" }, { pipe = "put", result = "card" }]

[pipe.ask]
type = "PipeLLM"
description = "ask"
inputs = { topic = "Text" }
output = "Text"
prompt = "$topic"

[pipe.put]
type = "PipeCompose"
description = "put"
inputs = { answer = "Text" }
output = "Card"
[pipe.put.construct]
${field} = { from = "answer" }
`;

/** One id, one run. */
export const IDENTITY: readonly ConformanceCase[] = [
  {
    id: "identity.a_second_start_is_the_same_run",
    requires: [],
    why: "Who does not know whether a start arrived can send it again",
    run: async ({ backend, prepare, content }) => {
      const { job, tries } = await prepare({ method: A_B_C });
      const first = await backend.start(job);
      const second = await backend.start(job);
      deepStrictEqual(await content(await second.result()), await content(await first.result()));
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 1, "main/c": 1 });
      await first.detach();
      await second.detach();
    },
  },
  {
    id: "identity.a_start_after_the_end_gives_the_result_that_there_is",
    requires: [],
    why: "A start that is sent again an hour later costs nothing",
    run: async ({ backend, prepare, content }) => {
      const { job, tries } = await prepare({ method: A_B_C });
      const first = await backend.execute(job);
      deepStrictEqual(await content(await backend.execute(job)), await content(first));
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 1, "main/c": 1 });
    },
  },
  {
    id: "identity.a_start_after_a_failure_gives_the_failure_that_there_was",
    requires: [],
    why: "A run is taken up again by resuming it, not by accident",
    run: async ({ backend, prepare }) => {
      const { job, tries } = await prepare({ method: A_B_C, script: { b: fails("model.content_refused") } });
      const first = await failureOf(backend.execute(job));
      const second = await failureOf(backend.execute(job));
      deepStrictEqual(second.report, first.report);
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 1 });
    },
  },
  {
    id: "identity.another_job_under_the_same_id_is_refused",
    requires: [],
    why: "A result that belongs to another question is not given as the answer",
    run: async ({ backend, prepare, freeRunId }) => {
      const run_id = freeRunId();
      const { job } = await prepare({ method: A_B_C, run_id });
      await backend.execute(job);
      const other = await prepare({ method: ONE, run_id });
      const { report } = await failureOf(backend.start(other.job));
      strictEqual(report.code, "request.idempotency_conflict");
      strictEqual(other.tries()["main"], undefined);
    },
  },
  {
    id: "identity.runs_at_once_do_not_see_each_others_concepts",
    requires: [],
    why: "Two methods may call different things by one name",
    run: async ({ backend, prepare, content }) => {
      const gate = createGate();
      const one = await prepare({
        method: CARD("title"),
        inputs: { topic: "a" },
        script: { ask: gate.act("one ".repeat(1500)) },
      });
      const two = await prepare({
        method: CARD("name"),
        inputs: { topic: "b" },
        script: { ask: gate.act("two ".repeat(1500)) },
      });
      const results = Promise.all([backend.execute(one.job), backend.execute(two.job)]);
      await gate.reached(2);
      gate.open();
      const [first, second] = await results;
      deepStrictEqual(await content(first), { title: "one ".repeat(1500) });
      deepStrictEqual(await content(second), { name: "two ".repeat(1500) });
    },
  },
  {
    id: "identity.runs_at_once_do_not_see_each_others_values",
    requires: [],
    why: "Many runs of one method share nothing",
    run: async ({ backend, prepare, content }) => {
      const runs = await Promise.all(
        ["x", "y", "z"].map((letter) => prepare({ method: A_B_C, script: { a: letter } })),
      );
      const results = await Promise.all(runs.map(({ job }) => backend.execute(job)));
      const contents = await Promise.all(results.map((result) => content(result)));
      deepStrictEqual(
        contents,
        ["x", "y", "z"].map((letter) => ({ text: `c(y=b(x=${letter}))` })),
      );
    },
  },
  {
    id: "identity.a_failure_of_one_run_leaves_the_others_alone",
    requires: [],
    why: "Runs fail for themselves",
    run: async ({ backend, prepare, content }) => {
      const [bad, good] = await Promise.all([
        prepare({ method: A_B_C, script: { b: fails("model.no_result") } }),
        prepare({ method: A_B_C }),
      ]);
      const [failure, result] = await Promise.all([failureOf(backend.execute(bad.job)), backend.execute(good.job)]);
      strictEqual(failure.report.code, "model.no_result");
      deepStrictEqual(await content(result), { text: "c(y=b(x=a()))" });
    },
  },
];
