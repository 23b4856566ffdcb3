import { readStandardCrate, standardCrateText } from "@perdure/crate/standard";
import type { StandardCrate } from "@perdure/crate/standard";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WHOLE_METHODS } from "../__fixtures__/whole-methods.ts";
import { formatMethod } from "../format/index.ts";
import { parseMethod } from "../parse-method.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import type { TomlTable } from "../source/toml-tree.ts";
import type { MethodFile, ParseOptions } from "../parse-method.ts";
import { seededRandom } from "../testing/random.ts";
import { reprintToml } from "../testing/reprint-toml.ts";
import { methodOfStandardCrate } from "./method-of-standard-crate.ts";

const COMPLETE: ParseOptions = { functions: ["cut_text"], complete: true };
function crateOf(files: readonly MethodFile[], options: ParseOptions = COMPLETE): StandardCrate {
  const method = parseMethod(files, options);
  const crate = method.standardCrate();
  if (crate === undefined) throw new Error(`no crate: ${JSON.stringify(method.diagnostics)}`);
  return crate;
}
function treeOf(path: string, text: string): TomlTable {
  const tree = readToml(createReporter(createSourceText(path, text), []));
  if (tree === undefined) throw new Error(`${path} is no TOML`);
  return tree;
}
function formatted(path: string, text: string): string {
  const laidOut = formatMethod({ path, text });
  if (!laidOut.ok) throw new Error(`${path} is no TOML`);
  return laidOut.text;
}
const crateOfText = (text: string): StandardCrate => crateOf([{ path: "m.mthds", text: `domain = "shop"\n${text}` }]);
const pipeOf = (body: string): unknown =>
  crateOfText(
    `[pipe.note]\ntype = "PipeLLM"\ndescription = "d"\ninputs = { text = "Text" }\noutput = "Text"\nprompt = "$text"\n${body}`,
  ).pipes["shop.main"];

describe("concepts in the standard's form", () => {
  it("are objects where they are written as strings, with explicit fields and full names", () => {
    const crate = crateOfText(`[concept]\nCoin = "Money"\n[concept.Order]\ndescription = "o"\n[concept.Order.structure]
name = "Who"\npaid = { type = "list", item_type = "concept", item_concept_ref = "Coin", description = "p" }
seal = { type = "concept", concept_ref = "Image", description = "s", required = true }
kind = { choices = ["a"], default_value = "a", description = "k" }`);
    expect(crate.concepts["shop.Coin"]).toEqual({ description: "Money" });
    expect(crate.concepts["shop.Order"]?.structure).toEqual({
      name: { description: "Who", type: "text", required: true },
      paid: { description: "p", type: "list", required: false, item_type: "concept", item_concept_ref: "shop.Coin" },
      seal: { description: "s", type: "concept", required: true, concept_ref: "native.Image" },
      kind: { description: "k", required: false, default_value: "a", choices: ["a"] },
    });
    expect(Object.keys(crate.concepts)).toEqual(["native.Image", "shop.Coin", "shop.Order"]);
  });

  it("have the structure and the hints of what they refine, or say which native it is", () => {
    const crate = crateOfText(`[concept.Base]\ndescription = "b"\nhints = { intent = "prose" }\n[concept.Base.structure]
name = "Who"\n[concept.Middle]\ndescription = "m"\nrefines = "Base"\n[concept.Top]\ndescription = "t"\nrefines = "Middle"
[concept.Letter]\ndescription = "l"\nrefines = "Text"\n[concept.Reply]\ndescription = "r"\nrefines = "Letter"`);
    const { structure } = crate.concepts["shop.Base"] ?? {};
    expect(crate.concepts["shop.Top"]).toEqual({ description: "t", structure, hints: { intent: "prose" } });
    expect(crate.concepts["shop.Reply"]).toEqual({ description: "r", refines: "native.Text" });
  });

  it("hold the native ones that are used, and those that these use, and no others", () => {
    const page = crateOfText(`[concept.Scan]\ndescription = "s"\nrefines = "Page"`);
    expect(Object.keys(page.concepts)).toEqual([
      "native.Image",
      "native.Page",
      "native.Text",
      "native.TextAndImages",
      "shop.Scan",
    ]);
    expect(page.concepts["native.Text"]?.structure?.["text"]).toEqual({
      type: "text",
      description: "The text",
      required: true,
    });
  });
});

describe("pipes in the standard's form", () => {
  it("have full names in slots, steps, branches and outcomes", () => {
    const call = (type: string, body: string): string =>
      `[pipe.main]\ntype = "${type}"\ndescription = "d"\ninputs = { text = "Text!" }\n${body}`;
    expect(pipeOf(call("PipeSequence", `output = "Text"\nsteps = [{ pipe = "note", result = "a" }]`))).toEqual({
      type: "PipeSequence",
      description: "d",
      inputs: { text: "native.Text!" },
      output: "native.Text",
      steps: [{ pipe: "shop.note", result: "a" }],
    });
    const condition = `output = "Text"\nexpression = "text"\noutcomes = { a = "note" }\ndefault_outcome = "fail"`;
    expect(pipeOf(call("PipeCondition", condition))).toMatchObject({
      outcomes: { a: "shop.note" },
      default_outcome: "fail",
    });
    const parallel = `output = "Composite"\nbranches = [{ pipe = "note", result = "a" }]`;
    expect(pipeOf(call("PipeParallel", parallel))).toMatchObject({ branches: [{ pipe: "shop.note", result: "a" }] });
  });

  it("are in no crate where a name in them was not given", () => {
    const text = `domain = "shop"\n[pipe.a]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [{ pipe = "depot.b" }]\n`;
    const method = parseMethod([{ path: "m.mthds", text }]);
    expect([method.ok, method.standardCrate()]).toEqual([true, undefined]);
    expect(parseMethod([{ path: "m.mthds", text: "domain = 1" }]).standardCrate()).toBeUndefined();
  });
});

describe.each(WHOLE_METHODS)("the crate of $name", ({ files }) => {
  const crate = crateOf(files);

  it("is that of the method in another form and order", () => {
    const random = seededRandom(7);
    for (let turn = 0; turn < 10; turn += 1) {
      const other = random
        .shuffled(files)
        .map(({ path, text }) => ({ path, text: reprintToml(treeOf(path, text), random) }));
      expect(crateOf(other).fingerprint).toBe(crate.fingerprint);
    }
    const laidOut = files.map(({ path, text }) => ({ path, text: formatted(path, text) }));
    expect(crateOf(laidOut).fingerprint).toBe(crate.fingerprint);
  });

  it("is read from its text, and written as a method that gives the same crate", () => {
    const text = standardCrateText(crate);
    const read = readStandardCrate(JSON.parse(text));
    expect(standardCrateText(read)).toBe(text);
    const method = methodOfStandardCrate(read);
    if (method === undefined) throw new Error("it is of one package");
    const again = crateOf(method);
    expect([again.concepts, again.pipes, again.domains]).toEqual([crate.concepts, crate.pipes, crate.domains]);
    expect(again.fingerprint).toBe(crate.fingerprint);
  });

  it("is refused after any change of what its fingerprint is of", () => {
    const text = standardCrateText(crate);
    const hashed = text.slice(text.indexOf('"concepts"'), text.indexOf('"source_map"'));
    const at = text.indexOf(hashed);
    fc.assert(
      fc.property(fc.nat(hashed.length - 1), fc.constantFrom("a", "0", " x", ","), (offset, put) => {
        const changed = text.slice(0, at + offset) + put + text.slice(at + offset + 1);
        const json = parsed(changed);
        if (json === undefined || JSON.stringify(json) === JSON.stringify(JSON.parse(text))) return;
        expect(() => readStandardCrate(json)).toThrow(/crate|object|string|member|version/iu);
      }),
      { numRuns: 300 },
    );
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
