import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseMethod } from "@perdure/parser";
import { bundleText } from "@perdure/build/bundle-text.mjs";
import { describe, expect, it } from "vitest";
import { runOnTheWeb } from "./web-context.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const scriptOf = (text) => bundleText(text, here, { platform: "browser", format: "iife", globalName: "entries" });

/** The entries of a package that are code, as a program imports them. */
function entriesOf(manifest) {
  const { name, exports } = JSON.parse(readFileSync(fileURLToPath(manifest), "utf8"));
  return Object.keys(exports)
    .filter((entry) => typeof exports[entry] === "object")
    .map((entry) => `${name}${entry.slice(1)}`);
}
const ENTRIES = [
  import.meta.resolve("@perdure/crate/package.json"),
  import.meta.resolve("@perdure/parser/package.json"),
].flatMap(entriesOf);

const FAULTY = 'domain = "shop"\n[pipe.note]\ntype = "PipeLLM"\ndescription = "d"\noutput = "Text"\nprompt = "$who"\n';
const RIGHT = FAULTY.replace("$who", "p");
const PARSES = `import { parseMethod } from "@perdure/parser";
const parse = (text) => parseMethod([{ path: "m.mthds", text }]);
export const found = JSON.stringify(parse(${JSON.stringify(FAULTY)}).diagnostics);
export const fingerprint = parse(${JSON.stringify(RIGHT)}).standardCrate().fingerprint;`;

describe.each(["browser", "edge"])("the built packages that read methods, in what a %s has", (kind) => {
  it.each(ENTRIES)("loads alone: %s", async (entry) => {
    const loaded = runOnTheWeb(kind, scriptOf(`export * from "${entry}";`));
    expect(Object.keys(loaded).sort()).toEqual(Object.keys(await import(entry)).sort());
  });

  it("says of a method what it says anywhere, and gives it the same fingerprint", () => {
    const { found, fingerprint } = runOnTheWeb(kind, scriptOf(PARSES));
    const parse = (text) => parseMethod([{ path: "m.mthds", text }]);
    expect(JSON.parse(found)).toEqual(parse(FAULTY).diagnostics);
    expect(parse(FAULTY).diagnostics).not.toEqual([]);
    expect(fingerprint).toBe(parse(RIGHT).standardCrate().fingerprint);
  });
});
