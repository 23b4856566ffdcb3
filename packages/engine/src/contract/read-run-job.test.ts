import type { Json } from "@perdure/crate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFailureError } from "@perdure/failures";
import { readRunJob } from "./read-run-job.ts";
import { arbitraryJob } from "../test-support/arbitrary-job.fixture.ts";
import { createTestJob, testPipes } from "../testing/index.ts";

const { llm } = testPipes;
const model = { provider: "openai", model: "m", handle: "$x", settings: { temperature: 0 } };
const job = {
  ...createTestJob({
    pipes: [llm("say", ["topic", "words"])],
    entry: "test.say",
    inputs: { topic: "tea", words: ["a", "b"] },
  }),
  output_name: "text",
  output_multiplicity: 3,
  models: { "test.say": { main: model, structure: model } },
  function_effects: { post: "effectful" },
  labels: { who: "me" },
};
const copy = () => JSON.parse(JSON.stringify(job)) as Record<string, Json>;

/** Every object of a JSON value, by its path. */
function objectsOf(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, member]) => objectsOf(member, [...path, name]));
  return Array.isArray(value) ? inner : [path, ...inner];
}

/** Where anything may stand: what the crate package reads, settings, contents, and names that the caller chose. */
const OPEN =
  /^(?:plan\.(?:pipes|concepts)|memory\.(?:aliases|absences)|labels$|function_effects$)|\.(?:inline|settings)(?:\.|$)/u;
const RECORDS = /^(?:memory\.root|models)$/u;

describe("reading a job", () => {
  it("gives every job back that was made here", () => {
    expect(readRunJob(copy())).toEqual(job);
    fc.assert(
      fc.property(arbitraryJob(), (made) => {
        expect(readRunJob(JSON.parse(JSON.stringify(made)))).toEqual(made);
      }),
      { numRuns: 30 },
    );
  });

  it("refuses an unknown member wherever it is, and names it", () => {
    const closed = objectsOf(copy()).filter((path) => !OPEN.test(path.join(".")) && !RECORDS.test(path.join(".")));
    expect(closed.length).toBeGreaterThan(10);
    for (const path of closed) {
      const changed = copy();
      const place = path.reduce<Record<string, Json>>((at, name) => at[name] as Record<string, Json>, changed);
      place["surprise"] = 1;
      const named = [...path, "surprise"].join(".").replaceAll(/\.(\d+)/gu, "[$1]");
      expect(() => readRunJob(changed)).toThrow(`the unknown member '${named}'`);
    }
  });

  it("refuses a missing or misshapen member with a code", () => {
    for (const name of Object.keys(job)) {
      const isOptional = name.startsWith("output_");
      const { [name]: _, ...without } = copy();
      if (isOptional) expect(() => readRunJob(without)).not.toThrow();
      else expect(() => readRunJob(without)).toThrow(name);
      const wrong = { ...copy(), [name]: null };
      expect(() => readRunJob(wrong)).toThrow(name);
    }
    const limits = { ...job.limits, max_concurrency: 0 };
    expect(() => readRunJob({ ...copy(), limits })).toThrow("limits.max_concurrency");
    expect(() => readRunJob({ ...copy(), output_multiplicity: 1.5 })).toThrow("output_multiplicity");
  });

  it("tells a newer job from a damaged one", () => {
    const refused = (value: unknown) => {
      try {
        return readRunJob(value);
      } catch (error) {
        return isFailureError(error) ? error.report.code : error;
      }
    };
    expect(refused({ ...copy(), schema: 2, surprise: 1 })).toBe("perdure.schema_unsupported");
    expect(refused({ ...copy(), plan: { ...job.plan, semantics: 2 } })).toBe("perdure.schema_unsupported");
    expect(refused({ ...copy(), schema: "1" })).toBe("runtime.unexpected");
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(refused(value)).toBe("runtime.unexpected");
      }),
    );
  });
});
