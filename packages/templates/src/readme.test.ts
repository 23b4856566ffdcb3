import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import * as exported from "./index.ts";

test("the first example of the README prints what it says", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? "";
  const lines = example.split("\n");
  const said = lines.filter((line) => line.startsWith("// ")).map((line) => line.slice(3));
  const code = example.replace(/import (\{[^}]*\}) from "@perdure\/templates";/, "const $1 = exported;");
  const printed: string[] = [];
  runInNewContext(code, { exported, console: { log: (text: string) => printed.push(text) } });
  expect(printed).toEqual([said.join("\n")]);
  expect(said.length).toBeGreaterThan(2);
});
