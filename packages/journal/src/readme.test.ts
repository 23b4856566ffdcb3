import { readFileSync } from "node:fs";
import { createFakeLeaves } from "@perdure/engine/testing";
import { runReadmeExample } from "@perdure/readme-example";
import { expect, it } from "vitest";
import * as exported from "./index.ts";
import { journalHost, temporaryJournal } from "./testing/journal-host.fixture.ts";
import { chainJob } from "./testing/test-runs.fixture.ts";

const readme = new URL("../README.md", import.meta.url);

it("has a README whose first example prints what it says", async () => {
  const place = temporaryJournal();
  const host = journalHost(createFakeLeaves(() => ({ text: "Tea." })));
  const opened: { close(): Promise<void> }[] = [];
  const journal: typeof exported.journal = () => (given) => {
    const backend = exported.journal({ file: place.file })(given);
    opened.push(backend);
    return backend;
  };
  try {
    const { printed, promised } = await runReadmeExample(readme, {
      modules: { "@perdure/journal": { ...exported, journal } },
      values: { host, job: chainJob("readme", ["draft", "text"]) },
    });
    expect(printed).toBe(promised);
    expect(promised).not.toBe("");
  } finally {
    await Promise.all(opened.map((backend) => backend.close()));
    place.remove();
  }
});

it("has a README that lists what is exported", () => {
  const listed = [...readFileSync(readme, "utf8").matchAll(/^\| `(?<name>\w+)\(/gmu)].map(
    ({ groups }) => groups?.["name"],
  );
  expect(new Set(listed)).toEqual(new Set(Object.keys(exported)));
});
