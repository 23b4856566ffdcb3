import { join } from "node:path";
import { fileURLToPath } from "node:url";
import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import { contentSchemaOf, pipeIoContracts } from "@perdure/crate";
import type { Concept, Crate, Field, FieldType, Json, Pipe } from "@perdure/crate";
import fc from "fast-check";
import * as ts from "typescript";
import { describe, expect, it } from "vitest";
import * as zod from "zod";
import { withPipe, withPipes } from "../__fixtures__/shop.ts";
import { parseMethod } from "../parse-method.ts";
import type { MethodFile } from "../parse-method.ts";
import { writeTypescript } from "./write-typescript.ts";

const crateOf = (method: string | readonly MethodFile[]): Crate => {
  const { crate, diagnostics } = parseMethod(typeof method === "string" ? [{ path: "a.mthds", text: method }] : method);
  if (crate === undefined) throw new Error(JSON.stringify(diagnostics));
  return crate;
};

/** What is wrong with the text as TypeScript, without looking at types. */
function syntaxProblems(text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2023 },
  });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

interface Schema {
  readonly safeParse: (value: unknown) => { readonly success: boolean };
}
/** The values that the text exports. */
function run(text: string): Readonly<Record<string, Schema>> {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 };
  const { outputText } = ts.transpileModule(text, { compilerOptions: options });
  const exported: Record<string, Schema> = {};
  // oxlint-disable-next-line typescript/no-implied-eval -- The text under test is a module; this is what loads it.
  new Function("require", "exports", outputText)(() => zod, exported);
  return exported;
}

const folder = fileURLToPath(new URL("./", import.meta.url));
/** What is wrong with each of several texts as TypeScript, types and all, under the strictest settings. */
function typeProblems(texts: readonly string[]): readonly (readonly string[])[] {
  const files = new Map(texts.map((text, index) => [join(folder, `written-${index}.ts`), text]));
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    isolatedModules: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const own: ts.CompilerHost = {
    ...host,
    getSourceFile: (name, ...rest) => {
      const text = files.get(name);
      return text === undefined
        ? host.getSourceFile(name, ...rest)
        : ts.createSourceFile(name, text, ts.ScriptTarget.ES2023);
    },
    fileExists: (name) => files.has(name) || host.fileExists(name),
    readFile: (name) => files.get(name) ?? host.readFile(name),
  };
  const program = ts.createProgram([...files.keys()], options, own);
  return [...files.keys()].map((name) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  );
}

const METHOD = withPipes(`
[concept.Bag]
description = "A bag"
[concept.Bag.structure]
state = { choices = ["open", "it's */ shut"], description = "Where it */ stands", required = true }
tags = { type = "list", item_type = "text", description = "d" }
prices = { type = "dict", key_type = "text", value_type = "number", description = "d" }
more = { type = "dict", key_type = "text", value_type = "Any", description = "d", required = true }
day = { type = "date", description = "d" }
at = { type = "time", description = "d" }
moment = { type = "datetime", description = "d" }
count = { type = "integer", description = "d", default_value = 1 }
pages = { type = "list", item_type = "concept", item_concept_ref = "Page", description = "d" }

[concept.Rush]
description = "A hurry"
refines = "Order"

[pipe.pack]
type = "PipeFunc"
description = """Packs */
a bag"""
inputs = { bags = "Bag[]", pair = "Rush[2]", note = "Note?", any = "Anything" }
output = "Rush[3]"
function_name = "pack"
`);

const bundle = (domain: string, text: string) => ({ path: `${domain}.mthds`, text: `domain = "${domain}"\n${text}` });
const func = (code: string, inputs: string): string =>
  `[pipe.${code}]\ntype = "PipeFunc"\ndescription = "d"\ninputs = { ${inputs} }\noutput = "Text"\nfunction_name = "f"\n`;
const ALIKE = crateOf([
  bundle(
    "shop",
    `[concept]\nOrder = "d"\nPackInputs = "d"\nNativeText = "d"\n${func("pack", 'a = "Order", b = "depot.Order", c = "PackInputs", d = "NativeText"')}${func("pack_", 'a = "Order"')}`,
  ),
  bundle("depot", `[concept]\nOrder = "d"\n${func("pack", 'a = "Order"')}`),
]);

describe("writeTypescript", () => {
  it("writes a type and a schema for what each pipe takes and gives, and for the concepts in it", () => {
    const text = writeTypescript(crateOf(withPipes("")), { pipe: "shop.label" });
    expect(text).toBe(`// Written by perdure types. Change the method and write it again, not this file.
import { z } from "zod";

/**
 * A line
 * \`shop.Line\`
 */
export interface Line {
  /** What it says */
  readonly label: string;
}
export const lineSchema: z.ZodType<Line> = z.strictObject({
  label: z.string(),
});

/**
 * A note
 * \`shop.Note\`
 */
export interface Note {
  readonly text: string;
}
export const noteSchema: z.ZodType<Note> = z.strictObject({
  text: z.string(),
});

/**
 * What \`shop.label\` takes.
 * Label a line
 */
export interface LabelInputs {
  readonly line: Line;
}
export const labelInputsSchema: z.ZodType<LabelInputs> = z.strictObject({
  line: z.lazy(() => lineSchema),
});

/** What \`shop.label\` gives. */
export type LabelOutput = Note;
export const labelOutputSchema: z.ZodType<LabelOutput> = z.lazy(() => noteSchema);
`);
  });

  it("gives text that type checks under the strictest settings, and types that hold", () => {
    const text = writeTypescript(crateOf(METHOD));
    const use = `export const given: PackInputs = { bags: [], pair: [], any: 1 };\nexport const taken: PackOutput = packOutputSchema.parse(given);`;
    const [whole, used, misused, alike] = typeProblems([
      text,
      `${text}\n${use}`,
      `${text}\nexport const one: Bag = {};`,
      writeTypescript(ALIKE),
    ]);
    expect([whole, used, alike]).toEqual([[], [], []]);
    expect(misused).toEqual([expect.stringContaining("missing the following properties")]);
  });

  it("checks the inputs of a pipe as they are declared", () => {
    const { packInputsSchema: inputs, packOutputSchema: output } = run(writeTypescript(crateOf(METHOD)));
    const order = { number: "7", buyer: { name: "b" } };
    const accepts = (value: unknown): boolean => inputs?.safeParse(value).success ?? false;
    expect(accepts({ bags: [], pair: [order, order], any: "x" })).toBe(true);
    expect(accepts({ bags: [], pair: [order, order], any: "x", note: { text: "n" } })).toBe(true);
    expect(accepts({ bags: [], pair: [order], any: "x" })).toBe(false);
    expect(accepts({ bags: [], pair: [order, order] })).toBe(false);
    expect(accepts({ bags: [], pair: [order, order], any: "x", note: null })).toBe(false);
    expect(accepts({ bags: [], pair: [order, order], any: "x", other: 1 })).toBe(false);
    expect(output?.safeParse([order, order, order]).success).toBe(true);
  });

  it("writes no type for what is outside the files, and one for a signature", () => {
    const text = writeTypescript(
      crateOf(
        withPipes(
          `[pipe.later]\ndescription = "d"\noutput = "Note"\n\n[pipe.all]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [{ pipe = "other.thing" }]\n`,
        ),
      ),
    );
    expect(text).toContain("export type LaterOutput = Note;");
    expect(text).not.toContain("Thing");
  });

  it("keeps apart what methods call alike", () => {
    const names = [...writeTypescript(ALIKE).matchAll(/^export (?:interface|type|const) (\w+)/gmu)].map(
      ([, name]) => name,
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(["ShopOrder", "DepotOrder", "PackInputs", "NativeText", "ShopNativeText"]),
    );
  });
});

const scalars: readonly FieldType[] = ["text", "integer", "number", "boolean", "date", "time", "datetime", "json"];
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "*/ evil(); /*",
    '"; evil(); "',
    "`${evil()}`",
    "\\",
    "\n\r\u2028",
    "__proto__",
    "constructor",
    "</script>",
    "any",
  ),
);
const ref = fc.constantFrom("t.A", "t.B", "t.C", "native.Text", "native.Page", "native.Anything", "native.Composite");
const fieldOf = fc
  .tuple(
    fc.oneof<fc.Arbitrary<Omit<Field, "required">>[]>(
      fc.constantFrom(...scalars).map((type) => ({ type })),
      fc.uniqueArray(hostile, { minLength: 1, maxLength: 3 }).map((choices) => ({ type: "text", choices })),
      fc.constantFrom(...scalars).map((item_type) => ({ type: "list", item_type })),
      ref.map((item_concept) => ({ type: "list", item_type: "concept", item_concept })),
      ref.map((concept) => ({ type: "concept", concept })),
      fc.constantFrom<FieldType>("json", "number", "text").map((value_type) => ({ type: "dict", value_type })),
    ),
    fc.boolean(),
    hostile,
  )
  .map(([what, required, description]): Field => ({ ...what, required, description }));
const conceptOf = fc
  .tuple(
    hostile,
    fc.dictionary(fc.oneof(fc.constantFrom("a", "b", "text"), hostile), fieldOf, { maxKeys: 3, noNullPrototype: true }),
  )
  .map(([description, fields]): Concept => ({ description, fields }));
const slotOf = fc.record({
  concept: ref,
  multiplicity: fc.constantFrom("single" as const, "many" as const, 2),
  presence: fc.constantFrom("lift" as const, "optional" as const),
});
const pipeOf = fc
  .tuple(
    hostile,
    fc.dictionary(fc.oneof(fc.constantFrom("x", "y"), hostile), slotOf, { maxKeys: 2, noNullPrototype: true }),
    slotOf,
    fc.boolean(),
  )
  .map(
    ([description, inputs, { concept, multiplicity }, optional]) =>
      ({ type: "PipeFunc", description, inputs, output: { concept, multiplicity, optional } }) as unknown as Pipe,
  );
const crates = fc
  .tuple(
    conceptOf,
    conceptOf,
    conceptOf,
    fc.dictionary(
      hostile.map((code) => `t.${code}`),
      pipeOf,
      { maxKeys: 3, noNullPrototype: true },
    ),
  )
  .map(([a, b, c, pipes]) => ({ concepts: { "t.A": a, "t.B": b, "t.C": c }, pipes }));

describe("the text for any crate", () => {
  it("is TypeScript, says nothing but types and schemas, and is the same each time", () => {
    fc.assert(
      fc.property(crates, (crate) => {
        const text = writeTypescript(crate);
        expect(syntaxProblems(text)).toEqual([]);
        const { statements } = ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2023);
        const kinds = new Set(statements.map(({ kind }) => ts.SyntaxKind[kind]));
        kinds.delete(ts.SyntaxKind[ts.SyntaxKind.ImportDeclaration]);
        for (const kind of kinds) {
          expect(["InterfaceDeclaration", "TypeAliasDeclaration", "FirstStatement", "VariableStatement"]).toContain(
            kind,
          );
        }
        const names = statements.flatMap((statement) =>
          ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
            ? [statement.name.text]
            : ts.isVariableStatement(statement)
              ? statement.declarationList.declarations.map(({ name }) => (ts.isIdentifier(name) ? name.text : ""))
              : [],
        );
        expect(new Set(names).size).toBe(names.length);
        expect(writeTypescript(structuredClone(crate))).toBe(text);
        expect(() => run(text)).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  const value = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom<Json>("tea", "2026-02-28", "09:30", "2026-02-28T09:30:00", 3, 1e20, 1.5, true, null),
      fc.array(tie("json"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("a", "b", "text", "text_and_images"), tie("json"), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    ),
  })).json;
  const plain = fc
    .tuple(
      ...["t.A", "t.B", "t.C"].map(() =>
        fc.dictionary(fc.constantFrom("a", "b", "text"), fieldOf, { maxKeys: 2, noNullPrototype: true }),
      ),
    )
    .map((shapes) =>
      Object.fromEntries(
        shapes.map((fields, index) => [`t.${"ABC".charAt(index)}`, { description: "d", fields } satisfies Concept]),
      ),
    );

  it("accepts what the JSON Schema accepts, and nothing else", () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(
        plain,
        slotOf,
        fc.array(value, { minLength: 8, maxLength: 8 }),
        (concepts, { concept, multiplicity }, contents) => {
          const pipe = {
            type: "PipeFunc",
            description: "d",
            inputs: {},
            output: { concept, multiplicity, optional: false },
          };
          const { pOutputSchema: schema } = run(
            writeTypescript({ concepts, pipes: { "t.p": pipe as unknown as Pipe } }),
          );
          const ajv = new Ajv2020({ strict: false });
          (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
          const validate = ajv.compile(contentSchemaOf(concepts, concept, multiplicity));
          for (const content of contents) {
            const isAccepted = validate(content);
            seen[isAccepted ? "accepted" : "refused"] += 1;
            expect([content, schema?.safeParse(content).success]).toEqual([content, isAccepted]);
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(20);
  });
});

it("agrees with the contracts on which pipes there are", () => {
  const crate = crateOf(withPipe("PipeFunc", `output = "Note"\nfunction_name = "f"`));
  const text = writeTypescript(crate);
  expect([...text.matchAll(/^export interface \w+Inputs/gmu)]).toHaveLength(Object.keys(pipeIoContracts(crate)).length);
});
