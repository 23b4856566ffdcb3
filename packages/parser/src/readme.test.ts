import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import * as exported from "./index.ts";

test("the README's first example prints what its comments say", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, example = ""] = /```ts\n([\s\S]*?)```/u.exec(readme) ?? [];
  const expected = [...example.matchAll(/^\/\/ (.*)$/gmu)].map((line) => line[1]);
  const printed: string[] = [];
  const script = example.replace(/^import (.*) from .*$/mu, "const $1 = exported;");
  runInNewContext(script, { exported, console: { log: (line: string) => printed.push(line) } });
  expect(printed).toEqual(expected);
  expect(expected).toHaveLength(2);
});
