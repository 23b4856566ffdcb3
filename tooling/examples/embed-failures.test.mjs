import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "@perdure/emulator";
import { FAILURE_FIXTURES } from "@perdure/failures/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAILURES_TO_MEET } from "../../examples/embed-failures/failures-to-meet.js";
import { blocksOf } from "../docs/markdown.mjs";
import { COMPARED, REPEATED } from "./embed-failures-facts.mjs";
import { installElsewhere } from "./install-elsewhere.mjs";
import { nodesToRunOn } from "./nodes-to-run-on.mjs";
import { printedFacts, unexpectedFacts } from "./printed-facts.mjs";
import { runExample } from "./run-example.mjs";

const FACTS = { ...COMPARED, ...REPEATED };
const NODES = nodesToRunOn();
const folder = mkdtempSync(join(realpathSync(tmpdir()), "perdure-example-"));
const run = (node, environment) => runExample({ node, script: "before-and-after.js", folder, environment });
const runs = new Map();

beforeAll(async () => {
  installElsewhere("embed-failures", folder);
  await Promise.all(
    NODES.map(async ({ version, path }) => {
      const emulator = await startEmulator();
      try {
        const ended = await run(path, { OPENAI_BASE_URL: `${emulator.url}/v1` });
        runs.set(version, { ...ended, met: emulator.ledger().map(({ fixture }) => fixture) });
      } finally {
        await emulator.close();
      }
    }),
  );
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(NODES)("the example with the OpenAI SDK, on Node $version", ({ version, path }) => {
  it("says what the SDK throws and what the verdict is, and repeats where that can help", () => {
    const { code, stdout, stderr } = runs.get(version);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(unexpectedFacts(stdout, FACTS), stdout).toEqual([]);
  });

  it("counts the requests that the provider got", () => {
    const { stdout, met } = runs.get(version);
    const printed = printedFacts(stdout);
    const repeated = Object.keys(REPEATED).flatMap((title) => printed[title].map(([, code]) => code));
    for (const { title, fixture } of FAILURES_TO_MEET) {
      const [[, , , sent], [, code]] = printed[title];
      const inOwnLoop = Number(/\d+/u.exec(sent)?.[0] ?? 1);
      // Met once more without the SDK's loop, and in the loops at the end where one is about it.
      const inLoops = IN_LOOPS.has(fixture) ? repeated.filter((one) => one === code).length : 0;
      expect([title, met.filter((one) => one === fixture).length]).toEqual([title, inOwnLoop + 1 + inLoops]);
    }
  });

  it("says in one line how to start a provider where none is", async () => {
    for (const environment of [{}, { OPENAI_BASE_URL: "http://127.0.0.1:2/v1" }, { OPENAI_BASE_URL: "nowhere" }]) {
      const { code, stdout, stderr } = await run(path, environment);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toMatch(/^[^\n]*\$\(npx perdure emulator start\)[^\n]*\n$/u);
    }
  });
});

describe("the example with the OpenAI SDK", () => {
  const output = () => runs.get(NODES[0].version).stdout;

  it("has nothing installed but what its manifest names", () => {
    const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    expect(Object.keys(dependencies)).toEqual(["@perdure/failures", "openai"]);
    expect(packagesIn(join(folder, "node_modules"))).toEqual(["@perdure/failures", "openai"]);
  });

  it("gives every failure the verdict of its fixture", () => {
    for (const { title, fixture } of FAILURES_TO_MEET) {
      const { code, category } = FAILURE_FIXTURES.find(({ id }) => id === fixture).expected;
      expect(printedFacts(output())[title][1].slice(1, 3)).toEqual([code, category]);
    }
  });

  it("prints what its README shows, in lines that fit a terminal", () => {
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    const [shown] = blocksOf(readme).filter(({ language }) => language === "text");
    expect(output()).toBe(shown.text);
    expect(Math.max(...shown.text.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  it("is caught at every fact that it does not print, and at every one too many", () => {
    for (const [title, lines] of Object.entries(FACTS)) {
      const { [title]: _, ...less } = FACTS;
      expect(unexpectedFacts(output(), less)).toEqual([title]);
      for (const [row, cells] of lines.entries()) {
        for (const column of cells.keys()) {
          const planted = lines.with(row, cells.with(column, "planted"));
          expect(unexpectedFacts(output(), { ...FACTS, [title]: planted })).toEqual([title]);
        }
      }
    }
    expect(unexpectedFacts(output(), { ...FACTS, planted: [] })).toEqual(["planted"]);
  });
});

/** The failures that the loops at the end meet: two failures of the table have one code. */
const IN_LOOPS = new Set(["openai.rate_limit_milliseconds", "openai.insufficient_quota"]);

function packagesIn(modules) {
  const found = readdirSync(modules, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
  for (const entry of found) expect([entry.name, entry.isDirectory()]).toEqual([entry.name, true]);
  return found.flatMap(({ name }) =>
    name.startsWith("@") ? readdirSync(join(modules, name)).map((part) => `${name}/${part}`) : [name],
  );
}
