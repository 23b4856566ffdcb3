import fc from "fast-check";

/** Names and words that methods are made of, and some that no method should have. */
const KEYS = [
  "domain",
  "description",
  "system_prompt",
  "main_pipe",
  "concept",
  "pipe",
  "type",
  "inputs",
  "output",
  "refines",
  "structure",
  "required",
  "default_value",
  "choices",
  "item_type",
  "item_concept_ref",
  "concept_ref",
  "key_type",
  "value_type",
  "hints",
  "intent",
  "prompt",
  "model",
  "temperature",
  "templating_style",
  "tag_style",
  "template",
  "category",
  "extra_context",
  "construct",
  "from",
  "list_to_dict_keyed_by",
  "steps",
  "branches",
  "result",
  "nb_output",
  "multiple_output",
  "batch_over",
  "batch_as",
  "add_each_output",
  "combined_output",
  "expression",
  "expression_template",
  "outcomes",
  "default_outcome",
  "branch_pipe_code",
  "input_list_name",
  "input_item_name",
  "function_name",
  "max_page_images",
  "questions",
  "question",
  "options",
  "levels",
  "criteria",
  "threshold",
  "format",
  "template_file",
  "filename",
  "seed",
  "max_results",
  "from_date",
  "signature_for",
  "definition",
] as const;
const NAMES = [
  "a",
  "b",
  "main",
  "order",
  "A",
  "Order",
  "Text",
  "__proto__",
  "constructor",
  "toString",
  "a.b",
  "é",
  "",
] as const;
const WORDS = [
  "PipeLLM",
  "PipeStructure",
  "PipeFunc",
  "PipeExtract",
  "PipeCompose",
  "PipeSequence",
  "PipeParallel",
  "PipeCondition",
  "PipeBatch",
  "PipeImgGen",
  "PipeSearch",
  "PipeJudge",
  "PipeDocGen",
  "PipeSignature",
  "PipeLlm",
  "Text",
  "Text[]",
  "Order[3]?",
  "Order!",
  "native.Page",
  "Page[]",
  "Composite",
  "Anything",
  "A",
  "a.A",
  "x->a.A",
  "github.com/o/r->a.main",
  "a",
  "a.b.c",
  "main",
  "fail",
  "continue",
  "text",
  "list",
  "dict",
  "concept",
  "integer",
  "xml",
  "html",
  "prose",
  "$a @b",
  "@?a",
  "{{ a }}",
  "{% for x in a %}{{ x.y }}{% endfor %}",
  "{{ a",
  "a > 3",
  "2026-01-31",
  "__proto__",
  "",
  " ",
] as const;
/** Pieces that break texts where they are put. */
const PIECES = [
  "",
  '"',
  '"""',
  "'''",
  "'",
  "\\",
  "{",
  "}",
  "[",
  "]",
  "[[",
  "=",
  ".",
  ",",
  "#",
  "\n",
  "\r\n",
  "\r",
  "\t",
  "\0",
  "\uFEFF",
  "\uD800",
  "\u202E",
  "é",
  "𝒳",
  "$",
  "@?x",
  "{{ x }}",
  "{% if x %}",
  "{% endif %}",
  "{#",
  "->",
  "::",
  "native.",
  "[]",
  "[3]?",
  "?",
  "!",
  "= 5.0",
  "1e9",
  "nan",
  "2026-01-31",
  "\\u0000",
  "__proto__",
  "constructor",
  "[pipe.main]",
  '[pipe."a.b"]',
  "[concept.__proto__]",
  "[[pipe.main.steps]]",
  'x = "y"\n',
] as const;

const word = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...WORDS) }, fc.string({ maxLength: 6 }));
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...KEYS) },
  { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
  fc.string({ maxLength: 5 }),
);
const scalar = fc.oneof(
  { weight: 8, arbitrary: word.map((text) => JSON.stringify(text)) },
  fc.constantFrom(
    "1",
    "0",
    "-3",
    "2.5",
    "5.0",
    "inf",
    "nan",
    "true",
    "false",
    "2026-01-31",
    "07:30:00",
    "2026-01-31T07:30:00Z",
  ),
);
const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 8, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`) },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.tuple(name, tie("value")), { maxLength: 4 })
        .map((entries) => `{ ${entries.map(([key, held]) => `${JSON.stringify(key)} = ${held}`).join(", ")} }`),
    },
  ),
})).value;
const line = fc.tuple(name, value).map(([key, held]) => `${JSON.stringify(key)} = ${held}`);
const header = fc.oneof(
  fc.constantFrom(
    "[concept.A]",
    "[concept.A.structure]",
    "[concept.Order]",
    "[pipe.main]",
    "[pipe.a]",
    "[pipe.a.inputs]",
  ),
  fc.constantFrom("[pipe.b]", "[pipe.b.construct]", "[[pipe.main.steps]]", "[concept]", "[pipe]", '[pipe."__proto__"]'),
  name.map((key) => `[${JSON.stringify(key)}]`),
);

/** Texts that are TOML more often than not, made of the words of methods where none of them belongs. */
export const wordSalads: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(line, { maxLength: 3 }),
    fc.array(fc.tuple(header, fc.array(line, { maxLength: 6 })), { maxLength: 5 }),
  )
  .map(([top, tables]) => [`domain = "a"`, ...top, ...tables.flatMap(([head, lines]) => [head, ...lines])].join("\n"));

interface Edit {
  readonly kind: "replace" | "drop_line" | "double_line" | "swap_lines" | "splice" | "cut" | "word" | "value";
  readonly at: number;
  readonly to: number;
  readonly length: number;
  readonly piece: string;
}
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("replace", "drop_line", "double_line", "swap_lines", "splice", "cut", "word", "value"),
  at: fc.nat(),
  to: fc.nat(),
  length: fc.nat({ max: 30 }),
  piece: fc.oneof(fc.constantFrom(...PIECES), word, fc.string({ unit: "binary", maxLength: 4 })),
});

/** Texts with one to a few changes made to one of those given: characters, lines, words, or a part of another text. */
export function changedTexts(texts: readonly [string, ...string[]]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, other, edits]) => edits.reduce((changed, one) => applyEdit(changed, other, one), text));
}

function applyEdit(text: string, other: string, { kind, at, to, length, piece }: Edit): string {
  const start = at % (text.length + 1);
  const lines = text.split("\n");
  const [line, place] = [at % lines.length, to % lines.length];
  switch (kind) {
    case "replace":
      return text.slice(0, start) + piece + text.slice(start + length);
    case "drop_line":
      return lines.toSpliced(line, 1).join("\n");
    case "double_line":
      return lines.toSpliced(place, 0, lines[line] ?? "").join("\n");
    case "swap_lines":
      return lines
        .with(line, lines[place] ?? "")
        .with(place, lines[line] ?? "")
        .join("\n");
    case "splice": {
      const from = to % (other.length + 1);
      return text.slice(0, start) + other.slice(from, from + 200) + text.slice(start);
    }
    case "cut":
      return text.slice(0, start);
    case "word":
      return replaceNth(text, /[A-Za-z_]\w*/gu, at, piece);
    case "value":
      return replaceNth(text, /(?<== )[^\n]+/gu, at, piece);
  }
}

function replaceNth(text: string, pattern: RegExp, at: number, piece: string): string {
  const found = [...text.matchAll(pattern)];
  const match = found[at % Math.max(1, found.length)];
  if (match === undefined) return text;
  return text.slice(0, match.index) + piece + text.slice(match.index + match[0].length);
}
