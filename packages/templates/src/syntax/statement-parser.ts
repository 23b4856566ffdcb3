import { parseExpression, parseFilter, parseOr, parseTuple } from "./expression-parser.ts";
import { shorthandStatement } from "./shorthand-statement.ts";
import type { Body, Expression, Parameter, Statement } from "./syntax-tree.ts";
import { parseTarget } from "./target-parser.ts";
import type { TokenReader } from "./token-reader.ts";

const UNSUPPORTED: ReadonlySet<string> = new Set([
  "include",
  "extends",
  "import",
  "from",
  "block",
  "do",
  "autoescape",
  "break",
  "continue",
  "trans",
  "debug",
]);

/** Reads statements up to the end, or up to a block tag with one of these names, which is left for the caller. */
export function parseBody(reader: TokenReader, endings: readonly string[], names?: ReadonlySet<string>): Body {
  const body: Statement[] = [];
  const parse = () => parseBlock(reader, names);
  for (;;) {
    const token = reader.next;
    if (token.kind === "text") {
      reader.take();
      body.push({ kind: "text", offset: token.offset, text: token.text });
    } else if (token.kind === "shorthand") {
      reader.take();
      body.push(shorthandStatement(token, names));
    } else if (token.kind === "open" && token.text === "{{") {
      reader.take();
      body.push({ kind: "output", offset: token.offset, expression: parseTuple(reader) });
      reader.expect("close", "}}");
    } else if (token.kind === "open" && !reader.is("name", endings, 1)) {
      body.push(reader.nested(parse));
    } else {
      if (token.kind === "end" && endings.length > 0)
        reader.refuse(`Expected '${endings.join("' or '")}' before the end.`);
      return body;
    }
  }
}

function parseBlock(reader: TokenReader, names: ReadonlySet<string> | undefined): Statement {
  const { offset } = reader.take();
  const keyword = reader.expect("name");
  switch (keyword.text) {
    case "if":
      return parseIf(reader, offset, names);
    case "for":
      return parseFor(reader, offset, names);
    case "set":
      return parseSet(reader, offset, names);
    case "macro":
      return parseMacro(reader, offset, names);
    case "call":
      return parseCallBlock(reader, offset, names);
    case "filter":
      return parseFilterBlock(reader, offset, names);
    case "with":
      return parseWith(reader, offset, names);
    default:
      if (!UNSUPPORTED.has(keyword.text))
        return reader.refuse(`'${keyword.text}' is not expected here.`, undefined, keyword.offset);
      return reader.refuse(`'${keyword.text}' may not be used in a template.`, "template.unsupported", keyword.offset);
  }
}

type Names = ReadonlySet<string> | undefined;

function closeTag(reader: TokenReader): void {
  reader.expect("close", "%}");
}

/** Reads the body up to the ending tag and that tag. */
function parseInside(reader: TokenReader, ending: string, names: Names): Body {
  closeTag(reader);
  const body = parseBody(reader, [ending], names);
  reader.expect("open", "{%");
  reader.expect("name", ending);
  closeTag(reader);
  return body;
}

function parseIf(reader: TokenReader, offset: number, names: Names): Statement {
  const branches: { test: Expression; body: Body }[] = [];
  let otherwise: Body = [];
  let keyword = "if";
  while (keyword !== "endif") {
    if (keyword === "else") {
      closeTag(reader);
      otherwise = parseBody(reader, ["endif"], names);
    } else {
      const test = parseTuple(reader);
      closeTag(reader);
      branches.push({ test, body: parseBody(reader, ["elif", "else", "endif"], names) });
    }
    reader.expect("open", "{%");
    keyword = reader.expect("name").text;
  }
  closeTag(reader);
  return { kind: "if", offset, branches, otherwise };
}

function parseFor(reader: TokenReader, offset: number, names: Names): Statement {
  const target = parseTarget(reader, ["in"]);
  reader.expect("name", "in");
  const iterable = parseTuple(reader, parseOr);
  const condition = reader.accept("if") ? parseExpression(reader) : undefined;
  if (reader.isWord("recursive")) reader.refuse("Recursive loops are not supported.", "template.unsupported");
  closeTag(reader);
  const body = parseBody(reader, ["else", "endfor"], names);
  reader.expect("open", "{%");
  if (reader.expect("name").text === "endfor") {
    closeTag(reader);
    return { kind: "for", offset, target, iterable, condition, body, otherwise: [] };
  }
  return { kind: "for", offset, target, iterable, condition, body, otherwise: parseInside(reader, "endfor", names) };
}

function parseSet(reader: TokenReader, offset: number, names: Names): Statement {
  const target = parseTarget(reader, []);
  if (reader.accept("=")) {
    const value = parseTuple(reader);
    closeTag(reader);
    return { kind: "set", offset, target, value };
  }
  const filter = reader.accept("|") ? parseFilterChain(reader) : undefined;
  return { kind: "set_block", offset, target, filter, body: parseInside(reader, "endset", names) };
}

function parseFilterChain(reader: TokenReader): Expression {
  let filter = parseFilter(reader, undefined);
  while (reader.isSign("|")) filter = parseFilter(reader, filter);
  return filter;
}

function parseMacro(reader: TokenReader, offset: number, names: Names): Statement {
  const name = reader.expect("name").text;
  const parameters = parseParameters(reader);
  return { kind: "macro", offset, name, parameters, body: parseInside(reader, "endmacro", names) };
}

function parseParameters(reader: TokenReader): Parameter[] {
  const parameters: Parameter[] = [];
  reader.expect("operator", "(");
  while (!reader.isSign(")")) {
    const name = reader.expect("name").text;
    const fallback = reader.accept("=") ? parseExpression(reader) : undefined;
    if (parameters.some((parameter) => parameter.name === name)) reader.refuse(`'${name}' is declared twice.`);
    parameters.push({ name, fallback });
    if (!reader.accept(",")) break;
  }
  reader.expect("operator", ")");
  return parameters;
}

function parseCallBlock(reader: TokenReader, offset: number, names: Names): Statement {
  const parameters = reader.isSign("(") ? parseParameters(reader) : [];
  const call = parseExpression(reader);
  if (call.kind !== "call") return reader.refuse("A call was expected.", undefined, call.offset);
  return { kind: "call_block", offset, parameters, call, body: parseInside(reader, "endcall", names) };
}

function parseFilterBlock(reader: TokenReader, offset: number, names: Names): Statement {
  const filter = parseFilterChain(reader);
  return { kind: "filter_block", offset, filter, body: parseInside(reader, "endfilter", names) };
}

function parseWith(reader: TokenReader, offset: number, names: Names): Statement {
  const bindings: { target: ReturnType<typeof parseTarget>; value: Expression }[] = [];
  while (!reader.is("close")) {
    const target = parseTarget(reader, [], true);
    reader.expect("operator", "=");
    bindings.push({ target, value: parseExpression(reader) });
    if (!reader.accept(",")) break;
  }
  return { kind: "with", offset, bindings, body: parseInside(reader, "endwith", names) };
}
