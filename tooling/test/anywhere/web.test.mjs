import { fileURLToPath } from "node:url";
import { bundleText } from "@perdure/build/bundle-text.mjs";
import { describe, expect, it } from "vitest";
import { ENTRIES, loadEntries, namesOf, specifierOf } from "./entries.mjs";
import { problemsWith } from "./problems-with.mjs";
import { runOnTheWeb } from "./web-context.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const source = await loadEntries();

/** A script as a bundler for browsers makes it; a built-in of Node's makes it throw. */
const scriptOf = (text) => bundleText(text, here, { platform: "browser", format: "iife", globalName: "entries" });
const together = ENTRIES.map((entry) => `export * as ${JSON.stringify(entry)} from "${specifierOf(entry)}";`).join(
  "\n",
);

describe.each(["browser", "edge"])("the built failures package, in what a %s has", (kind) => {
  it.each(ENTRIES)("loads alone: %s", (entry) => {
    const loaded = runOnTheWeb(kind, scriptOf(`export * from "${specifierOf(entry)}";`));
    expect(namesOf({ [entry]: loaded })).toEqual({ [entry]: namesOf(source)[entry] });
  });

  it("decides as anywhere", () => {
    expect(problemsWith(runOnTheWeb(kind, scriptOf(together)))).toEqual([]);
  });

  it("finds nothing of Node's there", () => {
    const names = ["Buffer", "__dirname", "global", "module", "process", "require", "setImmediate"];
    const found = runOnTheWeb(kind, `const entries = ${JSON.stringify(names)}.filter((name) => name in globalThis)`);
    expect(Array.from(found)).toEqual([]);
    expect(() => runOnTheWeb(kind, scriptOf("export const { version } = process;"))).toThrow(/process is not defined/u);
  });
});

describe("a bundle for browsers", () => {
  it("is not made of what imports a built-in of Node's", () => {
    expect(() => scriptOf('export { readFileSync } from "node:fs";')).toThrow(/node:fs/u);
  });
});
