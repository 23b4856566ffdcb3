import type { Target } from "./syntax-tree.ts";
import type { TokenReader } from "./token-reader.ts";

const RESERVED: ReadonlySet<string> = new Set([
  "true",
  "True",
  "false",
  "False",
  "none",
  "None",
  "and",
  "or",
  "not",
  "if",
  "else",
  "in",
  "is",
]);

/** Reads what is assigned to: a name, `namespace.member`, or several separated by commas; `single` reads one only. */
export function parseTarget(reader: TokenReader, stopWords: readonly string[], single = false): Target {
  const { offset } = reader;
  const first = parseOne(reader);
  if (single || !reader.isSign(",")) return first;
  const items = [first];
  while (reader.accept(",")) {
    if (reader.isWord(...stopWords) || reader.isSign("=") || reader.is("close")) break;
    items.push(parseOne(reader));
  }
  return { kind: "tuple", offset, items };
}

function parseOne(reader: TokenReader): Target {
  if (reader.isSign("(")) {
    return reader.nested(() => {
      reader.take();
      const inner = parseTarget(reader, []);
      reader.expect("operator", ")");
      return inner;
    });
  }
  const { text: name, offset } = reader.expect("name");
  if (RESERVED.has(name)) reader.refuse(`'${name}' cannot be assigned to.`, undefined, offset);
  if (!reader.accept(".")) return { kind: "name", offset, name };
  return { kind: "member", offset, namespace: name, name: reader.expect("name").text };
}
