import { createFakeLeaves, createTestJob, testPipes } from "@perdure/engine/testing";
import { runReadmeExample } from "@perdure/readme-example";
import { expect, it } from "vitest";
import * as exported from "./index.ts";
import { testHost } from "./testing/bridge.fixture.ts";

it("has a README whose first example prints what it says", async () => {
  const steps = [{ pipe: "test.draft", result: "draft" }] as const;
  const pipes = [testPipes.sequence("main", ["topic"], steps), testPipes.llm("draft", ["topic"])];
  const job = createTestJob({ pipes, entry: "test.main", inputs: { topic: "tea" } });
  const host = testHost(createFakeLeaves(() => ({ text: "Tea." })));
  const { printed, promised } = await runReadmeExample(new URL("../README.md", import.meta.url), {
    modules: { "@perdure/mistral-workflows": exported },
    values: { host, job },
  });
  expect(printed).toBe(promised);
  expect(promised).not.toBe("");
});
