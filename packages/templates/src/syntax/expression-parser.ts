import type { ArithmeticOperator } from "../python/arithmetic.ts";
import type { ArgumentNodes, CallNode, ComparisonOperator, Expression } from "./syntax-tree.ts";
import { parsePrimary } from "./primary-parser.ts";
import type { TokenReader } from "./token-reader.ts";

const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="];
const KEYWORDS: ReadonlySet<string> = new Set(["if", "else", "and", "or", "not", "in", "is"]);
const NO_ARGUMENT_NODES: ArgumentNodes = { positional: [], named: [] };

/** Reads one expression, the conditional `a if b else c` included. */
export function parseExpression(reader: TokenReader): Expression {
  return reader.nested(() => {
    let value = parseOr(reader);
    while (reader.isWord("if")) {
      const { offset } = reader.take();
      const test = parseOr(reader);
      const otherwise = reader.accept("else") ? parseExpression(reader) : undefined;
      value = { kind: "conditional", offset, test, value, otherwise };
    }
    return value;
  });
}

/** Reads an expression without the conditional: what a loop runs over, where `if` has another meaning. */
export function parseOr(reader: TokenReader): Expression {
  let left = parseAnd(reader);
  while (reader.isWord("or")) {
    const { offset } = reader.take();
    left = { kind: "or", offset, left, right: parseAnd(reader) };
  }
  return left;
}

/** Reads an expression, or several separated by commas as a tuple. */
export function parseTuple(
  reader: TokenReader,
  parseItem: (reader: TokenReader) => Expression = parseExpression,
): Expression {
  const { offset } = reader;
  const first = parseItem(reader);
  if (!reader.isSign(",")) return first;
  const items = [first];
  while (reader.accept(",")) {
    if (reader.is("close") || reader.isSign(")", "]") || reader.isWord("if", "recursive")) break;
    items.push(parseItem(reader));
  }
  return { kind: "list", offset, items, tuple: true };
}

function parseAnd(reader: TokenReader): Expression {
  let left = parseNot(reader);
  while (reader.isWord("and")) {
    const { offset } = reader.take();
    left = { kind: "and", offset, left, right: parseNot(reader) };
  }
  return left;
}

function parseNot(reader: TokenReader): Expression {
  if (!reader.isWord("not")) return parseComparison(reader);
  const { offset } = reader.take();
  return { kind: "not", offset, operand: reader.nested(() => parseNot(reader)) };
}

function parseComparison(reader: TokenReader): Expression {
  const { offset } = reader;
  const first = parseSum(reader);
  const rest: { operator: ComparisonOperator; operand: Expression }[] = [];
  for (;;) {
    const operator = comparisonOperator(reader);
    if (operator === undefined) break;
    rest.push({ operator, operand: parseSum(reader) });
  }
  return rest.length === 0 ? first : { kind: "comparison", offset, first, rest };
}

function comparisonOperator(reader: TokenReader): ComparisonOperator | undefined {
  if (reader.isSign(...COMPARISONS)) {
    const token = reader.expect("operator");
    return token.text as ComparisonOperator;
  }
  if (reader.accept("in")) return "in";
  if (!reader.isWord("not") || !reader.is("name", ["in"], 1)) return undefined;
  reader.take();
  reader.take();
  return "not in";
}

function parseSum(reader: TokenReader): Expression {
  return parseLeft(reader, ["+", "-"], parseConcat);
}

function parseConcat(reader: TokenReader): Expression {
  const { offset } = reader;
  const parts = [parseProduct(reader)];
  while (reader.accept("~")) parts.push(parseProduct(reader));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "concat", offset, parts };
}

function parseProduct(reader: TokenReader): Expression {
  return parseLeft(reader, ["*", "/", "//", "%"], parsePower);
}

function parsePower(reader: TokenReader): Expression {
  return parseLeft(reader, ["**"], (inner) => parseUnary(inner, true));
}

function parseLeft(
  reader: TokenReader,
  operators: readonly string[],
  parseOperand: (reader: TokenReader) => Expression,
): Expression {
  let left = parseOperand(reader);
  while (reader.isSign(...operators)) {
    const { text, offset } = reader.expect("operator");
    left = { kind: "arithmetic", offset, operator: text as ArithmeticOperator, left, right: parseOperand(reader) };
  }
  return left;
}

function parseUnary(reader: TokenReader, withFilters: boolean): Expression {
  let node: Expression;
  if (reader.isSign("-", "+")) {
    const { text, offset } = reader.expect("operator");
    const operand = reader.nested(() => parseUnary(reader, false));
    node = { kind: text === "-" ? "negative" : "positive", offset, operand };
  } else {
    node = parsePrimary(reader, parseExpression, parseTuple);
  }
  node = parsePostfix(reader, node);
  return withFilters ? parseFilters(reader, node) : node;
}

function parsePostfix(reader: TokenReader, start: Expression): Expression {
  let node = start;
  for (;;) {
    if (reader.isSign(".")) node = parseDot(reader, node);
    else if (reader.isSign("[")) node = parseSubscript(reader, node);
    else if (reader.isSign("(")) node = parseCall(reader, node);
    else return node;
  }
}

function parseDot(reader: TokenReader, object: Expression): Expression {
  reader.take();
  const { offset } = reader;
  if (reader.is("integer")) {
    const value = Number(reader.expect("integer").text);
    return { kind: "item", offset, object, index: { kind: "literal", offset, value } };
  }
  return { kind: "attribute", offset, object, name: reader.expect("name").text };
}

function parseSubscript(reader: TokenReader, object: Expression): Expression {
  const { offset } = reader.take();
  const start = reader.isSign(":") ? null : parseExpression(reader);
  if (!reader.isSign(":") && start !== null) {
    reader.expect("operator", "]");
    return { kind: "item", offset, object, index: start };
  }
  const bound = () => (reader.accept(":") && !reader.isSign("]", ":") ? parseExpression(reader) : null);
  const stop = bound();
  const step = bound();
  reader.expect("operator", "]");
  return { kind: "slice", offset, object, bounds: [start, stop, step] };
}

function parseCall(reader: TokenReader, callee: Expression): CallNode {
  const { offset } = reader;
  return { kind: "call", offset, callee, args: parseArguments(reader) };
}

/** Reads arguments in brackets. */
function parseArguments(reader: TokenReader): ArgumentNodes {
  reader.expect("operator", "(");
  const positional: Expression[] = [];
  const named: { name: string; value: Expression }[] = [];
  while (!reader.isSign(")")) {
    if (reader.isSign("*", "**")) reader.refuse("Unpacked arguments are not supported.", "template.unsupported");
    if (reader.is("name") && reader.is("operator", ["="], 1)) {
      const name = reader.expect("name").text;
      reader.take();
      named.push({ name, value: parseExpression(reader) });
    } else if (named.length > 0) {
      reader.refuse("An argument without a name cannot follow one with a name.");
    } else {
      positional.push(parseExpression(reader));
    }
    if (!reader.accept(",")) break;
  }
  reader.expect("operator", ")");
  return { positional, named };
}

function parseFilters(reader: TokenReader, start: Expression): Expression {
  let node = start;
  for (;;) {
    if (reader.isSign("|")) node = parseFilter(reader, node);
    else if (reader.isWord("is")) node = parseTest(reader, node);
    else if (reader.isSign("(")) node = parseCall(reader, node);
    else return node;
  }
}

/** Reads one filter after its `|`, or, without an input, the first filter of a `{% filter %}` block. */
export function parseFilter(reader: TokenReader, input: Expression | undefined): Expression {
  if (input !== undefined) reader.expect("operator", "|");
  const { text: name, offset } = reader.expect("name");
  const args = reader.isSign("(") ? parseArguments(reader) : NO_ARGUMENT_NODES;
  return { kind: "filter", offset, input, name, args };
}

function parseTest(reader: TokenReader, input: Expression): Expression {
  reader.take();
  const negation = reader.isWord("not") ? reader.take() : undefined;
  const { text: name, offset } = reader.expect("name");
  const test: Expression = { kind: "test", offset, input, name, args: testArguments(reader) };
  return negation === undefined ? test : { kind: "not", offset: negation.offset, operand: test };
}

function testArguments(reader: TokenReader): ArgumentNodes {
  if (reader.isSign("(")) return parseArguments(reader);
  const next = reader.next;
  const begins =
    (next.kind === "name" && !KEYWORDS.has(next.text)) ||
    ["integer", "float", "string"].includes(next.kind) ||
    reader.isSign("[", "{");
  if (!begins) return NO_ARGUMENT_NODES;
  const argument = parsePostfix(reader, parsePrimary(reader, parseExpression, parseTuple));
  return { positional: [argument], named: [] };
}
