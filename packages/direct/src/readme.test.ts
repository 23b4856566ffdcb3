import { memoryContents } from "@perdure/engine";
import type { BackendHost } from "@perdure/engine";
import { createFakeLeaves, createTestJob, testPipes } from "@perdure/engine/testing";
import { runReadmeExample } from "@perdure/readme-example";
import { expect, it } from "vitest";
import * as exported from "./index.ts";

it("has a README whose first example prints what it says", async () => {
  const steps = [{ pipe: "test.draft", result: "draft" }] as const;
  const pipes = [testPipes.sequence("main", ["topic"], steps), testPipes.llm("draft", ["topic"])];
  const job = createTestJob({ pipes, entry: "test.main", inputs: { topic: "tea" } });
  const host: BackendHost = {
    leaves: createFakeLeaves(() => ({ text: "Tea." })),
    contents: memoryContents(),
    now: () => 5,
    sleepUntil: () => Promise.resolve(),
    random: () => 0,
    log: () => undefined,
  };
  const { printed, promised } = await runReadmeExample(new URL("../README.md", import.meta.url), {
    modules: { "@perdure/direct": exported },
    values: { host, job },
  });
  expect(printed).toBe(promised);
  expect(promised).not.toBe("");
});
