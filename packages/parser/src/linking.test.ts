import { describe, expect, it } from "vitest";
import { withPipe } from "./__fixtures__/shop.ts";
import { parseMethod } from "./parse-method.ts";
import type { ParseOptions } from "./parse-method.ts";

const FRONT = `domain = "shop.front"
main_pipe = "serve"
system_prompt = "You stand at the counter."

[concept]
Client = "A client"

[pipe.serve]
type = "PipeSequence"
description = "Serve a client"
inputs = { client = "Client" }
output = "shop.back.Parcel"
steps = [{ pipe = "greet", result = "greeting" }, { pipe = "shop.back.pack", result = "parcel" }]

[pipe.greet]
type = "PipeLLM"
description = "Greet"
inputs = { client = "Client" }
output = "Text"
model = "$writing-factual"
prompt = "Greet $client"
`;
const BACK = `domain = "shop.back"

[concept.Parcel]
description = "A parcel"
refines = "Text"

[pipe.pack]
type = "PipeLLM"
description = "Pack"
inputs = { greeting = "Text" }
output = "Parcel"
system_prompt = "You pack."
prompt = "Pack after $greeting"
`;
const files = (front: string, back?: string) => [
  { path: "front.mthds", text: front },
  ...(back === undefined ? [] : [{ path: "back.mthds", text: back }]),
];

describe("linking", () => {
  it("links domains by full names and gives a bundle's system prompt to its own pipes", () => {
    const method = parseMethod(files(FRONT, BACK));
    expect(method.diagnostics).toEqual([]);
    expect(method.is_runnable).toBe(true);
    expect(method.crate?.main_pipe).toBe("shop.front.serve");
    expect(method.crate?.pipes["shop.front.greet"]).toMatchObject({
      model: "$writing-factual",
      system_prompt: { text: "You stand at the counter.", category: "llm_prompt" },
      structuring_method: "direct",
    });
    expect(method.crate?.pipes["shop.back.pack"]).toMatchObject({
      system_prompt: { text: "You pack." },
      output: { concept: "shop.back.Parcel" },
      place: { file: "back.mthds", line: 7, column: 7 },
    });
  });

  it("notes what is outside the files, keeps the crate total, and does not call it runnable", () => {
    const method = parseMethod(files(FRONT));
    expect(method.ok).toBe(true);
    expect(method.diagnostics.map(({ code, severity, start }) => [code, severity, start.line])).toEqual([
      ["concept.not_checked", "note", 12],
      ["pipe.not_checked", "note", 13],
    ]);
    expect(method.is_runnable).toBe(false);
    expect(method.unrunnable).toEqual(["shop.front.serve"]);
    expect(method.crate?.pipes["shop.back.pack"]).toMatchObject({
      type: "PipeSignature",
      place: { file: "front.mthds", line: 13, column: 60 },
      settings: { not_checked: "shop.back.pack" },
    });
  });

  it("reports what is outside the files when they are all there is", () => {
    const method = parseMethod(files(FRONT), { complete: true });
    expect(method.diagnostics.map(({ code }) => code)).toEqual(["concept.unresolved", "pipe.unresolved"]);
  });

  it("blames nobody for names of a file that could not be read", () => {
    const method = parseMethod(files(FRONT, `domain = "shop.back"\n[concept.Parcel`));
    expect(method.diagnostics.map(({ code, file }) => [code, file])).toEqual([["toml.syntax", "back.mthds"]]);
  });

  it("takes a bare pipe of another domain with a warning, and a package's pipe by its address", () => {
    const bare = parseMethod(files(FRONT.replace('"shop.back.pack"', '"pack"'), BACK));
    expect(bare.diagnostics.map(({ code, suggestion }) => [code, suggestion])).toEqual([
      ["pipe.other_domain", "shop.back.pack"],
    ]);
    expect(bare.crate?.pipes["shop.front.serve"]).toMatchObject({ steps: [{}, { pipe: "shop.back.pack" }] });
    const address = "github.com/example/tools/scales->weighing.weigh";
    const other = parseMethod(files(FRONT.replace("shop.back.pack", address).replace("shop.back.Parcel", "Text")));
    expect(other.unrunnable).toEqual([address]);
  });

  it("lets a file without a main pipe name what its siblings declare", () => {
    const part = `domain = "shop.back"\n\n[pipe.pack]\ntype = "PipeFunc"\ndescription = "Pack"\noutput = "Parcel"\nfunction_name = "pack"\n`;
    expect(parseMethod(files(part)).diagnostics.map(({ code }) => code)).toEqual(["concept.not_checked"]);
    expect(parseMethod(files(`main_pipe = "pack"\n${part}`)).diagnostics.map(({ code }) => code)).toEqual([
      "concept.unresolved",
    ]);
  });

  it("finds the entry by code or full name and says when there is none", () => {
    expect(parseMethod(files(FRONT, BACK), { entry: "pack" }).entry).toBe("shop.back.pack");
    expect(parseMethod(files(FRONT, BACK), { entry: "shop.front.greet" }).entry).toBe("shop.front.greet");
    const none = parseMethod(files(FRONT, BACK), { entry: "grete" });
    expect(none.diagnostics.map(({ code, suggestion }) => [code, suggestion])).toEqual([["entry.unknown", "greet"]]);
  });

  it("blames nobody for names of a file whose domain is not known", () => {
    const shop = `[concept]\nCoin = "c"\n[concept.Purse]\ndescription = "p"\nrefines = "shop.Coin"\n`;
    const said = (...texts: readonly string[]): readonly string[] =>
      parseMethod(
        texts.map((text, index) => ({ path: `${index}.mthds`, text })),
        { complete: true },
      ).diagnostics.map(({ code }) => code);
    expect(said(shop)).toEqual(["bundle.domain_missing"]);
    expect(
      said(`domain = 12\n${shop}`, `domain = "bank"\n[concept.Safe]\ndescription = "s"\nrefines = "shop.Coin"\n`),
    ).toEqual(["toml.wrong_type"]);
  });

  it("takes the system prompt of a pipe from its own file, and from the domain's other files where a profile says so", () => {
    const head = 'domain = "shop"\nsystem_prompt = "Be brief."\n';
    const pipe = (code: string): string =>
      `[pipe.${code}]\ntype = "PipeLLM"\ndescription = "d"\noutput = "Text"\nprompt = "p"\n`;
    const files = [
      { path: "a.mthds", text: `${head}${pipe("a")}` },
      { path: "b.mthds", text: `domain = "shop"\n${pipe("b")}` },
    ];
    const systems = (options: ParseOptions): readonly unknown[] =>
      Object.values(parseMethod(files, options).crate?.pipes ?? {}).map(
        (one) => one.type === "PipeLLM" && one.system_prompt?.text,
      );
    expect(systems({})).toEqual(["Be brief.", undefined]);
    expect(systems({ profile: "1.0" })).toEqual(["Be brief.", undefined]);
    expect(systems({ profile: "2.x" })).toEqual(["Be brief.", "Be brief."]);
  });

  it("loads parallels of the earlier profile without combining them", () => {
    const branches = `inputs = { order = "Order" }\nadd_each_output = true\nbranches = [{ pipe = "main", result = "note" }, { pipe = "split", result = "lines" }]\n`;
    const old = parseMethod([{ path: "a.mthds", text: withPipe("PipeParallel", `${branches}output = "Anything"`) }]);
    expect(old.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["parallel.not_combined", "warning"],
    ]);
    expect(old.crate?.pipes["shop.p"]).toMatchObject({ combine: false, add_each_output: true });
    const now = parseMethod([{ path: "a.mthds", text: withPipe("PipeParallel", `${branches}output = "Composite"`) }]);
    expect(now.diagnostics).toEqual([]);
    expect(now.crate?.pipes["shop.p"]).toMatchObject({ combine: true });
  });

  it("wraps an expression, keeps a template, and reads steps with all they can have", () => {
    const condition = `inputs = { order = "Order" }\noutput = "Note"\noutcomes = { a = "main" }\ndefault_outcome = "fail"\n`;
    const wrapped = parseMethod([
      { path: "a", text: withPipe("PipeCondition", `${condition}expression = "order.number"`) },
    ]);
    expect(wrapped.crate?.pipes["shop.p"]).toMatchObject({
      expression: "{{ order.number }}",
      outcomes: { a: { pipe: "shop.main" } },
      default_outcome: "fail",
    });
    const steps = parseMethod([
      {
        path: "a",
        text: withPipe(
          "PipeSequence",
          `inputs = { order = "Order" }
output = "Note[]"
steps = [
  { from = "order.buyer.name", result = "buyer" },
  { pipe = "split", result = "some", nb_output = 3 },
  { pipe = "split", result = "lines", multiple_output = true },
  { pipe = "label", batch_over = "order.lines", batch_as = "line", result = "labels" },
]`,
        ),
      },
    ]);
    expect(steps.diagnostics).toEqual([]);
    expect(steps.crate?.pipes["shop.p"]).toMatchObject({
      steps: [
        { from: "order.buyer.name", result: "buyer" },
        { pipe: "shop.split", result: "some", multiplicity: 3 },
        { pipe: "shop.split", result: "lines", multiplicity: "many" },
        { pipe: "shop.label", result: "labels", batch: { over: "order.lines", as: "line" } },
      ],
    });
  });
});
