import { runReadmeExample } from "@perdure/readme-example";
import { expect, it } from "vitest";
import * as exported from "./index.ts";

it("has a README whose first example prints what it says", async () => {
  const { printed, promised } = await runReadmeExample(new URL("../README.md", import.meta.url), {
    modules: { "@perdure/conformance": exported },
  });
  expect(printed).toBe(promised);
  expect(promised).not.toBe("");
});
