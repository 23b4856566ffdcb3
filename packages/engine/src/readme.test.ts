import { runReadmeExample } from "@perdure/readme-example";
import { expect, it } from "vitest";
import * as exported from "./index.ts";
import { createFakeLeaves, createTestJob, testPipes } from "./testing/index.ts";

it("has a README whose first example prints what it says", async () => {
  const steps = [{ pipe: "test.draft", result: "draft" }] as const;
  const pipes = [testPipes.sequence("main", ["topic"], steps), testPipes.llm("draft", ["topic"])];
  const { printed, promised } = await runReadmeExample(new URL("../README.md", import.meta.url), {
    modules: { "@perdure/engine": exported },
    values: {
      job: createTestJob({ pipes, entry: "test.main", inputs: { topic: "tea" } }),
      leaves: createFakeLeaves(() => ({ text: "Tea." })),
      watchers: [],
      signal: new AbortController().signal,
    },
  });
  expect(printed).toBe(promised);
  expect(promised).not.toBe("");
});
