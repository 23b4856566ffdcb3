import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { root, testEnvironment } from "./environment.mjs";
import { isServerTest, SERVER_TESTS } from "./server-tests.mjs";

const filesOf = (...args) => {
  const command = ["list", "--filesOnly", "--json", "--config", "tooling/test/vitest.config.ts", ...args];
  const files = JSON.parse(execFileSync("vitest", command, { cwd: root, env: testEnvironment(), encoding: "utf8" }));
  return files.map(({ file, projectName }) => `${projectName} ${file}`).sort();
};

it("are left out of the half of a test run that needs no server, and nothing else is", () => {
  const all = filesOf();
  expect(all.some(isServerTest)).toBe(true);
  expect(filesOf("--exclude", SERVER_TESTS)).toEqual(all.filter((file) => !isServerTest(file)));
});
