import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { status, stdout } = spawnSync(
  path("../../node_modules/.bin/knip"),
  ["--config", path("./knip.jsonc"), "--directory", path("./__fixtures__/unused"), "--reporter", "json"],
  { encoding: "utf8" },
);
const { issues } = JSON.parse(stdout);
const found = (kind) => issues.flatMap((issue) => issue[kind].map(({ name }) => name));

it.each([
  ["an export that nobody imports", "exports", "unused"],
  ["an exported type that nobody imports", "types", "Unused"],
  ["a file that nobody imports", "files", "packages/planted/src/lost.ts"],
  ["a dependency that nobody imports", "dependencies", "unused-dependency"],
  ["an import that no manifest declares", "unlisted", "undeclared-dependency"],
])("the check for unused code catches %s", (_, kind, name) => {
  expect(found(kind)).toContain(name);
  expect(status).not.toBe(0);
});

it("the check for unused code lets what is imported through", () => {
  expect(found("exports")).not.toContain("used");
});
