import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { rules, overrides } = JSON.parse(readFileSync(path("./oxlintrc.json"), "utf8"));
const chosen = [rules, ...overrides.map((override) => override.rules)]
  .flatMap((some) => Object.entries(some))
  .filter(([, level]) => level !== "off")
  .map(([rule]) => rule);
let folder;
let caught;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "perdure-lint-"));
  writeFileSync(join(folder, "long.ts"), "// A line.\n".repeat(401));
  const { stdout } = spawnSync(
    path("../../node_modules/.bin/oxlint"),
    ["-c", path("./oxlintrc.json"), "--type-aware", "--format", "json", path("./__fixtures__"), folder],
    { encoding: "utf8", cwd: path("../../") },
  );
  caught = JSON.parse(stdout).diagnostics.map(({ code }) => code);
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([...new Set(chosen)])("the linter catches a planted violation of %s", (rule) => {
  const [plugin, name] = rule.includes("/") ? rule.split("/") : ["eslint", rule];
  expect(caught).toContain(`${plugin}(${name})`);
});
