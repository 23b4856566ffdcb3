import { readFileSync } from "node:fs";
import { createFakeLeaves } from "@perdure/engine/testing";
import { expect, it } from "vitest";
import * as exported from "./index.ts";
import { journalHost, temporaryJournal } from "./testing/journal-host.fixture.ts";
import { chainJob } from "./testing/test-runs.fixture.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("has a first example that runs", async () => {
  const block = /```js\n(?<code>[\s\S]*?)```/u.exec(readme)?.groups?.["code"] ?? "";
  const body = block.replace(/^import .*\n/mu, "").replace('"journal.sqlite"', "file");
  expect(body).not.toBe(block);
  const AsyncFunction = (async () => undefined).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<{ readonly run_id: string }>;
  const example = new AsyncFunction(
    "journal",
    "host",
    "job",
    "file",
    `${body}\nawait backend.close();\nreturn result;`,
  );
  const place = temporaryJournal();
  const host = journalHost(createFakeLeaves(() => ({ text: "answer" })));
  const result = await example(exported.journal, host, chainJob("readme", ["a", "b"]), place.file);
  place.remove();
  expect(result.run_id).toBe("readme");
});

it("lists what is exported", () => {
  const listed = [...readme.matchAll(/^\| `(?<name>\w+)\(/gmu)].map(({ groups }) => groups?.["name"]);
  expect(new Set(listed)).toEqual(new Set(Object.keys(exported)));
});
