import { reachablePipes, readCrate } from "@perdure/crate";
import { describe, expect, it } from "vitest";
import { unmark } from "./__fixtures__/marked.ts";
import type { ListedPipe, PackageLinks } from "./library/package-links.ts";
import { parseMethod } from "./parse-method.ts";
import type { DependencyPackage, ParseOptions } from "./parse-method.ts";

const PLACE = { offset: 0, line: 1, column: 1 };
const listed = (domain: string, code: string): ListedPipe => ({
  domain,
  code,
  place: { file: "METHODS.toml", start: PLACE, end: PLACE },
});

const SHOP = (pipe = "scales->weighing.weigh", concept = "scales->weighing.Weight"): string => `domain = "shop.front"
main_pipe = "serve"

[pipe.serve]
type = "PipeSequence"
description = "Serve"
inputs = { thing = "Text" }
output = "${concept}"
steps = [{ pipe = "${pipe}", result = "weight" }]
`;
const BACK = `domain = "shop.back"

[pipe.pack]
type = "PipeFunc"
description = "Pack"
inputs = { thing = "Text" }
output = "Text"
function_name = "pack"

[pipe.hide]
type = "PipeFunc"
description = "Hide"
inputs = { thing = "Text" }
output = "Text"
function_name = "hide"
`;
const WEIGHING = `domain = "weighing"
main_pipe = "weigh"

[concept]
Weight = "A weight"

[pipe.weigh]
type = "PipeSequence"
description = "Weigh"
inputs = { thing = "Text" }
output = "Weight"
steps = [{ pipe = "read_scale", result = "weight" }]

[pipe.read_scale]
type = "PipeLLM"
description = "Read the scale"
inputs = { thing = "Text" }
output = "Weight"
prompt = "Weigh $thing"
`;
const ADDRESS = "github.com/example/scales";
const scales = (text = WEIGHING, part: Partial<PackageLinks> = {}): DependencyPackage => ({
  address: ADDRESS,
  exports: [],
  aliases: {},
  files: [{ path: "scales/weighing.mthds", text }],
  ...part,
});
const shop = (part: Partial<PackageLinks> = {}): PackageLinks => ({
  address: "github.com/example/shop",
  exports: [],
  aliases: { scales: ADDRESS },
  ...part,
});
const parse = (texts: readonly string[], options: ParseOptions) =>
  parseMethod(
    texts.map((text, index) => ({ path: `${index}.mthds`, text })),
    options,
  );
const codes = (method: ReturnType<typeof parseMethod>) =>
  method.diagnostics.map(({ code, suggestion, file }) => [code, file, suggestion].filter((part) => part !== undefined));

describe("references to other packages", () => {
  it("are linked by alias and by address, into a crate that holds the package under its address", () => {
    const byAlias = parse([SHOP()], { package: shop(), dependencies: [scales()] });
    expect(byAlias.diagnostics).toEqual([]);
    const byAddress = parse([SHOP(`${ADDRESS}->weighing.weigh`, `${ADDRESS}->weighing.Weight`)], {
      dependencies: [scales()],
    });
    expect(byAddress.diagnostics).toEqual([]);
    expect(byAddress.crate?.fingerprint).toBe(byAlias.crate?.fingerprint);
    const { crate, entry } = byAlias;
    if (crate === undefined || entry === undefined) throw new Error("no crate");
    expect(readCrate(JSON.parse(JSON.stringify(crate)))).toEqual(crate);
    expect(reachablePipes(crate, entry)).toEqual([
      "shop.front.serve",
      `${ADDRESS}::weighing.weigh`,
      `${ADDRESS}::weighing.read_scale`,
    ]);
    expect(crate.pipes[`${ADDRESS}::weighing.weigh`]).toMatchObject({
      domain: `${ADDRESS}::weighing`,
      code: "weigh",
      output: { concept: `${ADDRESS}::weighing.Weight` },
      place: { file: "scales/weighing.mthds" },
    });
    expect(byAlias.is_runnable).toBe(true);
  });

  it("keep two packages apart that declare the same", () => {
    const other = `${ADDRESS}-two`;
    const text = SHOP().replace("steps = [", `steps = [{ pipe = "${other}->weighing.weigh", result = "again" }, `);
    const own = WEIGHING.replace("A weight", "Our own weight").replace('main_pipe = "weigh"\n', "");
    const method = parse([text, own], {
      package: shop(),
      dependencies: [scales(), scales(WEIGHING, { address: other })],
    });
    expect(method.diagnostics).toEqual([]);
    const refs = Object.keys(method.crate?.concepts ?? {});
    expect(refs.filter((ref) => ref.endsWith("Weight"))).toEqual([
      "weighing.Weight",
      `${ADDRESS}::weighing.Weight`,
      `${other}::weighing.Weight`,
    ]);
  });

  it("reach what a package builds on itself", () => {
    const deep = "github.com/example/springs";
    const needs = WEIGHING.replace('pipe = "read_scale"', 'pipe = "springs->spring.stretch"');
    const springs = scales(BACK.replace("shop.back", "spring").replaceAll("pack", "stretch"), {
      address: deep,
      exports: [listed("spring", "stretch")],
    });
    const method = parse([SHOP("scales->weighing.weigh", "Text")], {
      package: shop(),
      dependencies: [scales(needs.replaceAll('"Weight"', '"Text"'), { aliases: { springs: deep } }), springs],
    });
    expect(method.diagnostics).toEqual([]);
    expect(method.crate?.pipes[`${ADDRESS}::weighing.weigh`]).toMatchObject({
      steps: [{ pipe: `${deep}::spring.stretch` }],
    });
  });

  it.each([
    ["an alias that nobody declared", SHOP("scale->weighing.weigh"), ["package.alias_unknown", "0.mthds", "scales"]],
    ["a private pipe", SHOP("scales->weighing.read_scale"), ["pipe.not_exported", "0.mthds"]],
    [
      "a pipe that is not there",
      SHOP("scales->weighing.wiegh"),
      ["pipe.unresolved", "0.mthds", "scales->weighing.weigh"],
    ],
    [
      "a domain that is not there",
      SHOP("scales->wighing.weigh"),
      ["pipe.unresolved", "0.mthds", "scales->weighing.weigh"],
    ],
    [
      "a concept that is not there",
      SHOP("scales->weighing.weigh", "scales->weighing.Weigth"),
      ["concept.unresolved", "0.mthds", "scales->weighing.Weight"],
    ],
  ])("report %s once, and suggest nothing private", (_, text, diagnostic) => {
    expect(codes(parse([text], { package: shop(), dependencies: [scales()] }))).toEqual([diagnostic]);
  });

  it("point at the reference", () => {
    const { text, start, end } = unmark(SHOP("MARK").replace('"MARK"', '«"scales->weighing.read_scale"»'));
    const { diagnostics } = parse([text], { package: shop(), dependencies: [scales()] });
    expect(diagnostics.map((found) => [found.start.offset, found.end.offset])).toEqual([[start, end]]);
  });

  it("to a package that was not given are noted, and keep the method from running", () => {
    for (const options of [{ package: shop() }, {}]) {
      const method = parse([SHOP()], options);
      expect([method.ok, method.is_runnable]).toEqual([true, false]);
      expect(codes(method)).toEqual([
        ["concept.not_checked", "0.mthds"],
        ["pipe.not_checked", "0.mthds"],
      ]);
    }
  });

  it("may name the own package", () => {
    const own = "github.com/example/shop->shop.back";
    const method = parse([SHOP(`${own}.pack`, "Text"), BACK], {
      package: shop({ exports: [listed("shop.back", "pack")] }),
    });
    expect(method.crate?.pipes["shop.front.serve"]).toMatchObject({ steps: [{ pipe: "shop.back.pack" }] });
    expect(codes(parse([SHOP(`${own}.hide`, "Text"), BACK], { package: shop() }))).toEqual([
      ["pipe.not_exported", "0.mthds"],
    ]);
  });

  it("of a package cannot see the method that uses it", () => {
    const nosy = WEIGHING.replace('pipe = "read_scale"', 'pipe = "shop.back.pack"');
    expect(codes(parse([SHOP(), BACK], { package: shop(), dependencies: [scales(nosy)] }))).toEqual([
      ["pipe.unresolved", "scales/weighing.mthds"],
    ]);
    const bare = WEIGHING.replace('pipe = "read_scale"', 'pipe = "pack"');
    expect(codes(parse([SHOP(), BACK], { package: shop(), dependencies: [scales(bare)] }))).toEqual([
      ["pipe.unresolved", "scales/weighing.mthds"],
    ]);
  });

  it("report what is wrong in a package, and nothing that is only doubtful", () => {
    const doubtful = WEIGHING.replace("prompt", "signature_for_nothing = 1\nprompt");
    expect(codes(parse([SHOP()], { package: shop(), dependencies: [scales(doubtful)] }))).toEqual([
      ["toml.unknown_key", "scales/weighing.mthds"],
    ]);
    const noted = `${WEIGHING}\n[pipe.draft]\ndescription = "A draft"\noutput = "Text"\n`;
    expect(parse([SHOP()], { package: shop(), dependencies: [scales(noted)] }).diagnostics).toEqual([]);
  });

  it("blame nobody for what a damaged package may have", () => {
    expect(codes(parse([SHOP()], { package: shop(), dependencies: [scales("[")] }))).toEqual([
      ["toml.syntax", "scales/weighing.mthds"],
    ]);
  });

  it("are inert where they are called like objects' own members", () => {
    for (const alias of ["constructor", "to_string", "__proto__"]) {
      const [first] = codes(parse([SHOP(`${alias}->weighing.weigh`)], { package: shop(), dependencies: [scales()] }));
      expect(first?.[0]).toBe(alias === "__proto__" ? "pipe.reference_malformed" : "package.alias_unknown");
    }
  });
});

describe("a package", () => {
  const front = (pipe: string): string => SHOP(pipe, "Text");
  const withBack = (pipe: string, part: Partial<PackageLinks> = {}) =>
    parse([front(pipe), BACK], { package: shop(part) });

  it("lets another domain call what is exported, and nothing else", () => {
    expect(codes(withBack("shop.back.pack", { exports: [listed("shop.back", "pack")] }))).toEqual([]);
    expect(codes(withBack("shop.back.hide", { exports: [listed("shop.back", "pack")] }))).toEqual([
      ["pipe.not_exported", "0.mthds"],
    ]);
    expect(parse([front("shop.back.hide"), BACK], {}).diagnostics).toEqual([]);
  });

  it("makes main pipes public without listing them", () => {
    const main = BACK.replace("\n\n", '\nmain_pipe = "hide"\n\n');
    expect(codes(parse([front("shop.back.hide"), main], { package: shop() }))).toEqual([]);
    const { place } = listed("", "");
    expect(codes(withBack("shop.back.hide", { main_pipe: { code: "hide", place } }))).toEqual([
      ["manifest.main_pipe_unlisted", "METHODS.toml"],
    ]);
  });

  it("never looks for a bare name in another domain", () => {
    expect(codes(withBack("pack", { exports: [listed("shop.back", "pack")] }))).toEqual([
      ["pipe.unresolved", "0.mthds", "shop.back.pack"],
    ]);
  });

  it("is all there is of itself", () => {
    expect(codes(withBack("shop.gone.pack"))).toEqual([["pipe.unresolved", "0.mthds", "shop.back.pack"]]);
  });

  it("exports and starts from what it has", () => {
    const { place } = listed("", "");
    const method = withBack("shop.back.pack", {
      exports: [listed("shop.back", "pack"), listed("shop.back", "hid"), listed("shop.side", "pack"), listed("a", "b")],
      main_pipe: { code: "serv", place },
    });
    expect(codes(method)).toEqual([
      ["manifest.export_unknown", "METHODS.toml", "hide"],
      ["manifest.export_unknown", "METHODS.toml", "shop.back.pack"],
      ["manifest.export_unknown", "METHODS.toml"],
      ["manifest.main_pipe_unknown", "METHODS.toml", "serve"],
    ]);
    const twice = parse([front("serve"), BACK.replace("pipe.pack", "pipe.serve")], {
      package: shop({ main_pipe: { code: "serve", place } }),
    });
    expect(codes(twice)[0]).toEqual(["manifest.main_pipe_unknown", "METHODS.toml"]);
  });

  it("starts from its own main pipe, or from that of the first file where that was asked for", () => {
    const { place } = listed("", "");
    const part = shop({ main_pipe: { code: "pack", place }, exports: [listed("shop.back", "pack")] });
    const texts = [front("shop.back.pack"), BACK];
    expect(parse(texts, { package: part }).entry).toBe("shop.back.pack");
    expect(parse(texts, { package: part, start: "file" }).entry).toBe("shop.front.serve");
    expect(parse(texts.toReversed(), { package: part, start: "file" }).entry).toBe("shop.front.serve");
    expect(parse([BACK], { package: part, start: "file" }).entry).toBe("shop.back.pack");
  });

  it("reports what was found before with the rest", () => {
    const [error] = parse(["["], {}).diagnostics;
    if (error === undefined) throw new Error("no diagnostic");
    const method = parse([BACK], { found: [{ ...error, file: "METHODS.toml" }] });
    expect([method.ok, codes(method)]).toEqual([false, [["toml.syntax", "METHODS.toml"]]]);
  });

  it("warns where two files describe one domain differently", () => {
    const text = (description: string): string => `domain = "a"\ndescription = "${description}"\n`;
    expect(codes(parse([text("One"), text("One"), text("Two"), text("")], {}))).toEqual([
      ["bundle.description_conflict", "2.mthds"],
    ]);
  });
});
