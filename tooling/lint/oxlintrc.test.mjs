import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { stdout } = spawnSync(
  path("../../node_modules/.bin/oxlint"),
  ["-c", path("./oxlintrc.json"), "--type-aware", "--format", "json", path("./__fixtures__")],
  { encoding: "utf8", cwd: path("../../") },
);
const codes = JSON.parse(stdout).diagnostics.map(({ code }) => code);

it.each([
  "typescript(no-floating-promises)",
  "typescript(switch-exhaustiveness-check)",
  "typescript(only-throw-error)",
  "eslint(no-restricted-globals)",
  "eslint(no-restricted-imports)",
])("the linter catches a planted violation of %s", (rule) => {
  expect(codes.map((code) => code.replace(/^typescript-eslint/u, "typescript"))).toContain(rule);
});
