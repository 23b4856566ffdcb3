import fc from "fast-check";
import type { Json, JsonObject } from "@perdure/crate";
import { describe, expect, it } from "vitest";
import { createReporter } from "../diagnostics/reporter.ts";
import { createSourceText } from "../source/source-text.ts";
import { readToml } from "../source/read-toml.ts";
import { tomlToJson } from "../source/toml-tree.ts";
import { applyFix } from "./apply-fix.ts";
import type { FixOperation } from "./suggested-fix.ts";

const apply = (text: string, ...ops: readonly FixOperation[]): string | undefined => applyFix(text, { ops });

const METHOD = `# What it is for
domain = "shop" # ours

[concept]
Note = "A note"

[pipe.main] # the start
type   = "PipeLLM"
inputs = { order = "Order", tone = "Text" }
  output = 'Note'
prompt = """
Say "$ordr"
"""

# the rest
[[pipe.all.steps]]
pipe = "main"

[[pipe.all.steps]]
pipe = "other" # last
`;

const set = (table_path: readonly string[], key: string, value: string): FixOperation => ({
  kind: "set_key",
  table_path,
  key,
  value,
});
const remove = (table_path: readonly string[], key: string): FixOperation => ({ kind: "delete_key", table_path, key });

/** One change each: what becomes of which lines. */
const CHANGES: readonly (readonly [what: string, operation: FixOperation, before: string, after: string])[] = [
  [
    "replaces a value, not its comment",
    set([], "domain", "store"),
    'domain = "shop" # ours',
    'domain = "store" # ours',
  ],
  ["keeps single quotes", set(["pipe", "main"], "output", "Order"), "  output = 'Note'", "  output = 'Order'"],
  ["gives them up where they cannot say it", set(["pipe", "main"], "output", "O'r"), "'Note'", `"O'r"`],
  [
    "keeps the quotes of a text of several lines",
    set(["pipe", "main"], "prompt", 'Say "$order"\n'),
    'Say "$ordr"',
    'Say "$order"',
  ],
  ["sets a key in braces", set(["pipe", "main", "inputs"], "order", "Note"), 'order = "Order"', 'order = "Note"'],
  [
    "adds a key in braces",
    set(["pipe", "main", "inputs"], "how", "Text"),
    'tone = "Text" }',
    'tone = "Text", how = "Text" }',
  ],
  ["adds a line to a table", set(["concept"], "Order", "d"), 'Note = "A note"', 'Note = "A note"\nOrder = "d"'],
  ["adds a line at the top", set([], "main_pipe", "main"), "# ours\n", '# ours\nmain_pipe = "main"\n'],
  [
    "adds a line to an item of an array",
    set(["pipe", "all", "steps", "1"], "result", "x"),
    "# last\n",
    '# last\nresult = "x"\n',
  ],
  ["makes a table that others imply", set(["pipe"], "x", "y"), "[pipe.main]", '[pipe]\nx = "y"\n\n[pipe.main]'],
  ["quotes what is no bare key", set(["concept"], "a.b", "d"), 'Note = "A note"', 'Note = "A note"\n"a.b" = "d"'],
  ["removes a line with its comment", remove([], "domain"), 'domain = "shop" # ours\n', ""],
  ["removes the first of braces", remove(["pipe", "main", "inputs"], "order"), 'order = "Order", ', ""],
  ["removes the last of braces", remove(["pipe", "main", "inputs"], "tone"), ', tone = "Text"', ""],
  ["removes a table", { kind: "delete_table", table_path: ["concept"] }, '[concept]\nNote = "A note"\n\n', ""],
  [
    "renames a key in its place",
    { kind: "rename_table_key", table_path: ["pipe", "main"], key: "prompt", new_key: "system_prompt" },
    "prompt =",
    "system_prompt =",
  ],
  [
    "renames a table in its header",
    { kind: "rename_table_key", table_path: ["pipe"], key: "main", new_key: "start" },
    "[pipe.main]",
    "[pipe.start]",
  ],
  [
    "moves a value as it is written",
    { kind: "move_key", table_path: ["pipe", "main"], key: "output", new_table_path: ["concept"], new_key: "Moved" },
    `Note = "A note"`,
    `Note = "A note"\nMoved = 'Note'`,
  ],
  [
    "replaces a word by what it is called now",
    { kind: "remap_value", table_path: ["pipe", "main"], key: "type", mapping: { PipeLLM: "PipeFunc" } },
    '"PipeLLM"',
    '"PipeFunc"',
  ],
  [
    "writes a table in one line",
    {
      kind: "set_key",
      table_path: ["pipe", "main"],
      key: "model",
      value: { model: "x", temperature: 0.5, is_raw: true },
    },
    'Say "$ordr"\n"""\n',
    'Say "$ordr"\n"""\nmodel = { model = "x", temperature = 0.5, is_raw = true }\n',
  ],
];

describe("applying a fix", () => {
  it.each(CHANGES)("%s", (_, operation, before, after) => {
    const expected = METHOD.replace(before, after);
    const moved = operation.kind === "move_key" ? expected.replace("  output = 'Note'\n", "") : expected;
    expect(apply(METHOD, operation)).toBe(moved);
  });

  it("renames every header and every dotted key of a table", () => {
    const text = `[pipe.a]\nx.old.y = 1\nx.old.z = 2\n[pipe.a.w]\n[pipe.a.w.v]\n`;
    const rename = (table_path: readonly string[], key: string): FixOperation => ({
      kind: "rename_table_key",
      table_path,
      key,
      new_key: "new",
    });
    expect(apply(text, rename(["pipe", "a", "x"], "old"))).toBe(text.replaceAll("old", "new"));
    expect(apply(text, rename(["pipe"], "a"))).toBe(text.replaceAll("pipe.a", "pipe.new"));
  });

  it("adds to a table of dotted keys with a dotted key", () => {
    expect(apply(`[p]\ninputs.a = "X" # a\n`, set(["p", "inputs"], "b", "Y"))).toBe(
      `[p]\ninputs.a = "X" # a\ninputs.b = "Y"\n`,
    );
  });

  it("makes a table below what its parent has, and nothing where it is there", () => {
    const make = (...table_path: readonly string[]): FixOperation => ({ kind: "ensure_table", table_path });
    const text = `[a]\nx = 1\n\n[b]\ny = 2\n`;
    expect(apply(text, make("a", "c"))).toBe(`[a]\nx = 1\n\n[a.c]\n\n[b]\ny = 2\n`);
    expect(apply(text, make("b"))).toBe(text);
    expect(apply(text, make("a", "x"))).toBeUndefined();
    expect(apply(`a = { b = 1 }`, make("a", "c"))).toBe(`a = { b = 1, c = {} }`);
    expect(apply(``, make("a"))).toBe(`[a]\n`);
  });

  it("moves a value into a table that it makes", () => {
    const move: FixOperation = {
      kind: "move_key",
      table_path: ["a"],
      key: "x",
      new_table_path: ["a", "b"],
      new_key: "y",
    };
    expect(apply(`[a]\nx = [1, 2] # two\n`, move)).toBe(`[a]\n\n[a.b]\ny = [1, 2]\n`);
  });

  it("keeps the line ends of the file", () => {
    expect(apply(`a = 1\r\nb = 2\r\n`, set([], "c", "d"))).toBe(`a = 1\r\nb = 2\r\nc = "d"\r\n`);
    expect(apply(`a = 1`, set([], "c", "d"))).toBe(`a = 1\nc = "d"`);
  });

  it("leaves a string that the mapping does not have", () => {
    const operation: FixOperation = { kind: "remap_value", table_path: [], key: "a", mapping: { y: "z" } };
    expect(apply(`a = "x"`, operation)).toBe(`a = "x"`);
    expect(apply(`a = "__proto__"`, operation)).toBe(`a = "__proto__"`);
  });

  it.each<[string, FixOperation]>([
    ["removes a key that is not there", remove(["pipe"], "nothing")],
    ["adds to a table that is not there", set(["pipe", "nothing"], "a", "b")],
    ["replaces a table by a value", set(["pipe"], "main", "b")],
    [
      "renames to a name that is taken",
      { kind: "rename_table_key", table_path: ["pipe"], key: "main", new_key: "all" },
    ],
    ["removes the document", { kind: "delete_table", table_path: [] }],
    ["names what only a prototype has", remove(["pipe"], "toString")],
  ])("refuses what %s", (_, operation) => {
    expect(apply(METHOD, operation)).toBeUndefined();
  });

  it("refuses a text that is no TOML", () => {
    expect(apply("a = ", set([], "b", "c"))).toBeUndefined();
  });
});

const jsonOf = (text: string): JsonObject => {
  const tree = readToml(createReporter(createSourceText("a", text), []));
  if (tree === undefined) throw new Error(`no TOML: ${text}`);
  return tomlToJson(tree) as JsonObject;
};

/** What an operation means for the data, whatever the text looks like. Undefined where it does not fit. */
function applyToData(data: JsonObject, operation: FixOperation): JsonObject | undefined {
  const copy = structuredClone(data) as Record<string, Json>;
  let table: Record<string, Json> | undefined = copy;
  for (const part of operation.table_path) {
    const next: Json | undefined = table !== undefined && Object.hasOwn(table, part) ? table[part] : undefined;
    table =
      typeof next === "object" && next !== null && !Array.isArray(next) ? (next as Record<string, Json>) : undefined;
  }
  if (table === undefined) return undefined;
  if (operation.kind === "set_key") {
    table[operation.key] = operation.value as Json;
    return copy;
  }
  if (operation.kind === "delete_key") {
    if (!Object.hasOwn(table, operation.key)) return undefined;
    delete table[operation.key];
    return copy;
  }
  if (operation.kind !== "rename_table_key") throw new Error("not generated");
  const value = Object.hasOwn(table, operation.key) ? table[operation.key] : undefined;
  if (value === undefined || Object.hasOwn(table, operation.new_key)) return undefined;
  delete table[operation.key];
  table[operation.new_key] = value;
  return copy;
}

/** A document of nested tables, each written in one of the ways that TOML has. */
const names = fc.constantFrom("a", "b", "c", "d");
type Table = { readonly [key: string]: string | Table };
const tables = fc.letrec<{ table: Table; value: string | Table }>((tie) => ({
  table: fc.dictionary(names, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.string({ maxLength: 4 }), tie("table")),
})).table;
const styles = fc.array(fc.constantFrom("header", "braces", "dotted"), { minLength: 8, maxLength: 8 });

function write(table: Table, style: readonly string[], path: readonly string[] = []): string {
  const values: string[] = [];
  const below: string[] = [];
  for (const [index, [key, value]] of Object.entries(table).entries()) {
    const how = style[(path.length * 3 + index) % style.length];
    if (typeof value === "string") values.push(`${key} = ${JSON.stringify(value)} # ${key}`);
    else if (how === "header")
      below.push(`\n[${[...path, key].join(".")}] # ${key}\n${write(value, style, [...path, key])}`);
    else if (how === "dotted" && Object.keys(value).length > 0) values.push(...dotted(value, key));
    else values.push(`${key} = ${braces(value)}`);
  }
  return [...values.map((line) => `${line}\n`), ...below].join("");
}
const braces = (table: Table): string =>
  `{ ${Object.entries(table)
    .map(([key, value]) => `${key} = ${typeof value === "string" ? JSON.stringify(value) : braces(value)}`)
    .join(", ")} }`;
const dotted = (table: Table, prefix: string): readonly string[] =>
  Object.entries(table).map(
    ([key, value]) => `${prefix}.${key} = ${typeof value === "string" ? JSON.stringify(value) : braces(value)}`,
  );

const path = fc.array(names, { maxLength: 3 });
const operations = fc.oneof(
  fc.record({
    kind: fc.constant("set_key" as const),
    table_path: path,
    key: names,
    value: fc.string({ maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("delete_key" as const), table_path: path, key: names }),
  fc.record({ kind: fc.constant("rename_table_key" as const), table_path: path, key: names, new_key: names }),
);

describe("applying a fix to any document", () => {
  it("changes the data as the operation says, or refuses", () => {
    let applied = 0;
    fc.assert(
      fc.property(tables, styles, operations, (table, style, operation) => {
        const text = write(table, style);
        const fixed = apply(text, operation);
        const expected = applyToData(jsonOf(text), operation);
        if (fixed === undefined) return;
        applied += 1;
        expect(expected).toBeDefined();
        expect(pruned(jsonOf(fixed))).toEqual(pruned(expected ?? {}));
        if (operation.kind !== "delete_key") expect(commentsOf(fixed)).toEqual(commentsOf(text));
      }),
      { numRuns: 1000 },
    );
    expect(applied).toBeGreaterThan(100);
  });

  it("never throws, and gives TOML or nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), operations, (text, operation) => {
        const fixed = apply(text, operation);
        if (fixed !== undefined) expect(() => jsonOf(fixed)).not.toThrow();
      }),
    );
  });
});

/** A table that is there only because something is in it goes when that goes. */
const pruned = (value: Json): Json => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value as JsonObject).map(([key, member]) => [key, pruned(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => JSON.stringify(member) !== "{}"));
};
const commentsOf = (text: string): readonly string[] =>
  [...text.matchAll(/# [a-d]$/gmu)].map(([comment]) => comment).sort();
