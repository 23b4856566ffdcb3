import { expect, it } from "vitest";
import { runReadmeExample } from "./run-readme-example.ts";

const readme = new URL("./__fixtures__/README.md", import.meta.url);
const modules = { planted: { one: 1, two: 2 } };

it("runs the first example and tells what it printed from what it promised", async () => {
  expect(await runReadmeExample(readme, { modules, values: { words: ["a", "b"] } })).toEqual({
    printed: "3\na\nb\n{ last: true }",
    promised: "3\na\nb\n{ last: false }",
  });
});

it("rejects an example that needs what it is not given", async () => {
  await expect(runReadmeExample(readme, { modules: {} })).rejects.toThrow(/planted/u);
  await expect(runReadmeExample(readme, { modules })).rejects.toThrow(/words/u);
  await expect(runReadmeExample(new URL("./package.json", import.meta.url), { modules })).rejects.toThrow(
    /no example/u,
  );
});
