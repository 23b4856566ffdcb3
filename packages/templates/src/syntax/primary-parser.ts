import type { Expression } from "./syntax-tree.ts";
import type { TokenReader } from "./token-reader.ts";
import { float } from "../python/value.ts";

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);

const RESERVED: ReadonlySet<string> = new Set(["and", "or", "not", "if", "else", "in", "is"]);

type Parse = (reader: TokenReader) => Expression;

/** Reads a name, a literal, a list, a dict, or an expression in brackets. The parsers of what may stand inside are handed in. */
export function parsePrimary(reader: TokenReader, parseExpression: Parse, parseTuple: Parse): Expression {
  const token = reader.next;
  const { offset } = token;
  switch (token.kind) {
    case "name": {
      if (RESERVED.has(token.text)) return reader.refuse(`An expression was expected, not '${token.text}'.`);
      reader.take();
      const constant = CONSTANTS.get(token.text);
      return constant === undefined
        ? { kind: "name", offset, name: token.text }
        : { kind: "literal", offset, value: constant };
    }
    case "string": {
      let value = "";
      while (reader.is("string")) value += reader.expect("string").text;
      return { kind: "literal", offset, value };
    }
    case "integer": {
      const value = Number(reader.expect("integer").text.replaceAll("_", ""));
      if (!Number.isSafeInteger(value)) reader.refuse("The integer is too large.", "template.arithmetic", offset);
      return { kind: "literal", offset, value };
    }
    case "float":
      return { kind: "literal", offset, value: float(Number(reader.expect("float").text.replaceAll("_", ""))) };
    default:
      break;
  }
  if (reader.isSign("(")) return reader.nested(() => parseBrackets(reader, parseTuple));
  if (reader.isSign("[")) return reader.nested(() => parseList(reader, parseExpression));
  if (reader.isSign("{")) return reader.nested(() => parseDict(reader, parseExpression));
  return reader.refuse(reader.is("close") ? "An expression is missing." : "An expression was expected.");
}

function parseBrackets(reader: TokenReader, parseTuple: Parse): Expression {
  const { offset } = reader.take();
  if (reader.accept(")")) return { kind: "list", offset, items: [], tuple: true };
  const inner = parseTuple(reader);
  reader.expect("operator", ")");
  return inner;
}

function parseList(reader: TokenReader, parseExpression: Parse): Expression {
  const { offset } = reader.take();
  const items: Expression[] = [];
  while (!reader.isSign("]")) {
    items.push(parseExpression(reader));
    if (!reader.accept(",")) break;
  }
  reader.expect("operator", "]");
  return { kind: "list", offset, items, tuple: false };
}

function parseDict(reader: TokenReader, parseExpression: Parse): Expression {
  const { offset } = reader.take();
  const entries: { key: Expression; value: Expression }[] = [];
  while (!reader.isSign("}")) {
    const key = parseExpression(reader);
    reader.expect("operator", ":");
    entries.push({ key, value: parseExpression(reader) });
    if (!reader.accept(",")) break;
  }
  reader.expect("operator", "}");
  return { kind: "dict", offset, entries };
}
