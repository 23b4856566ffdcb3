import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadEntries, namesOf } from "./entries.mjs";
import { findNode } from "./find-node.mjs";
import { problemsWith } from "./problems-with.mjs";

const program = fileURLToPath(new URL("try-entries.mjs", import.meta.url));
const node = findNode(20);
const isMissing = node === undefined;
const MISSING =
  "There is no Node 20 on PATH, the oldest that the failures package promises; PERDURE_NODE_20 may name one.";
if (isMissing) console.warn(`${MISSING} Its test is not run.`);
const source = await loadEntries();

describe("the built failures package", () => {
  it.skipIf(isMissing && !process.env.CI)("loads in Node 20, and decides there as anywhere", () => {
    expect(node, MISSING).toBeDefined();
    const environment = { PATH: process.env.PATH };
    const said = JSON.parse(execFileSync(node, [program], { env: environment, encoding: "utf8" }));
    expect(said.version).toMatch(/^v20\./u);
    expect(said.problems).toEqual([]);
    expect(said.exported).toEqual(namesOf(source));
  });
});

describe("the search for what a copy of the package does wrong", () => {
  it("finds nothing in the sources", () => {
    expect(problemsWith(source)).toEqual([]);
  });

  it("finds a verdict that is another one, a crossing that changes the failure, and a corpus that is empty", () => {
    const { classify, toFailure } = source["./all"];
    const all = { toFailure, classify: (error, context) => classify(error, { ...context, retry_after_ceiling_ms: 1 }) };
    const json = { readFailureReport: (report) => ({ ...report, category: "unknown" }) };
    const problems = problemsWith({ ...source, "./all": all, "./json": json });
    expect(problems).toContain("openai.rate_limit fetch");
    expect(problems.at(-1)).toBe("./json");
    const testing = { ...source["./testing"], FAILURE_FIXTURES: [] };
    expect(problemsWith({ ...source, "./testing": testing })).toEqual(["no fixtures"]);
  });
});

describe("the search for a Node", () => {
  it("takes the first on PATH of the version that is asked for, or the one that is named", () => {
    const folder = mkdtempSync(join(tmpdir(), "perdure-node-"));
    try {
      const file = join(folder, "node");
      writeFileSync(file, "#!/bin/sh\necho v21.7.3\n");
      chmodSync(file, 0o755);
      const path = ["", join(folder, "nothing"), folder].join(delimiter);
      expect(findNode(21, { PATH: path })).toBe(file);
      expect(findNode(20, { PATH: path })).toBeUndefined();
      expect(findNode(21, { PERDURE_NODE_21: file })).toBe(file);
      expect(() => findNode(20, { PERDURE_NODE_20: file })).toThrow(/no Node 20/u);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
