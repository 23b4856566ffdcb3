import type { ConditionPipe } from "@perdure/crate";
import { describe, expect, it } from "vitest";
import { mainStuff } from "../memory/working-memory.ts";
import { condition, output } from "../test-support/pipes.ts";
import { mainContent, runJob } from "../test-support/run-job.ts";
import { createTestJob, testPipes } from "../testing/index.ts";

const { llm, sequence } = testPipes;
const job = (expression: string, part: Partial<ConditionPipe> = {}, answer = "maybe") =>
  createTestJob({
    pipes: [
      condition("choose", ["answer"], {
        expression,
        outcomes: { True: { pipe: "test.yes" }, "1.5": { pipe: "test.no" } },
        ...part,
      }),
      llm("yes", ["answer"]),
      llm("no", ["answer"]),
    ],
    entry: "test.choose",
    inputs: { answer },
  });

describe("a condition", () => {
  it("chooses by exactly what Python would print, and adds the chosen pipe's node", async () => {
    const { nodes, records } = await runJob(job("{{ answer.text == 'maybe' }}"));
    expect(nodes).toEqual(["choose", "choose/yes"]);
    expect(records[0]).toMatchObject({ outcome: "True" });
    expect((await runJob(job("{{ 3 / 2 }}"))).nodes).toEqual(["choose", "choose/no"]);
    await expect(runJob(job("{{ ' True' }}"))).rejects.toMatchObject({
      report: { code: "perdure.condition_fail_outcome" },
    });
  });

  it("takes the default where no outcome has the printed name, whatever that name is", async () => {
    const fallback = { default_outcome: { pipe: "test.no" } };
    for (const printed of ["other", "__proto__", "constructor"]) {
      expect((await runJob(job(`{{ '${printed}' }}`, fallback))).nodes).toEqual(["choose", "choose/no"]);
    }
  });

  it("fails where its outcome is to fail, or the expression prints nothing or None, located at the condition", async () => {
    await expect(runJob(job("{{ answer.text }}"))).rejects.toMatchObject({
      report: { code: "perdure.condition_fail_outcome", location: { pipe: "test.choose", node: "choose" } },
    });
    for (const expression of ["{{ '' }}", "{{ none }}", "{{ 1 / 0 }}"]) {
      await expect(runJob(job(expression))).rejects.toMatchObject({ report: { code: "perdure.condition_failed" } });
    }
  });

  it("goes on without a value where it is declared optional, and passes through where it is not", async () => {
    const optional = { default_outcome: "continue" as const, output: output({ optional: true }) };
    const absent = await runJob(job("{{ answer.text }}", optional));
    expect(absent.memory.absences["main_stuff"]?.kind).toBe("declared_absent");
    expect(mainStuff(absent.memory)).toBeUndefined();
    const through = await runJob(job("{{ answer.text }}", { default_outcome: "continue" }));
    expect(through.memory.absences).toEqual({});
  });

  it("hands a caller's name and number on to the pipe that it chooses", async () => {
    const inner = job("{{ 'True' }}");
    const main = sequence("main", ["answer"], [{ pipe: "test.choose", result: "chosen", multiplicity: 2 }]);
    const { structuring_method: _, ...planned } = { ...main, structuring_method: "direct" };
    const plan = { ...inner.plan, entry: "test.main", pipes: { ...inner.plan.pipes, "test.main": planned } };
    const run = await runJob({ ...inner, entry: "test.main", plan });
    expect(run.memory.aliases).toEqual({ main_stuff: "chosen" });
    expect(run.calls[0]?.output.multiplicity).toBe(2);
  });

  it("makes what it printed another name of a value where its method says so", async () => {
    const run = await runJob(job("{{ 'True' }}", { add_alias_from_expression_to: "answer" }));
    expect(run.memory.aliases["True"]).toBe("answer");
    expect(mainContent(run)).toEqual({ text: 'yes({"text":"maybe"})' });
  });

  it("keeps no more of a long printed text than a person needs to see", async () => {
    const run = await runJob(job("{{ answer.text }}", { default_outcome: { pipe: "test.no" } }, "x".repeat(5000)));
    expect(run.records[0]?.outcome).toHaveLength(60);
  });
});
