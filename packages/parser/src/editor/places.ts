import type { AST } from "toml-eslint-parser";
import type { Span } from "../source/source-text.ts";

/** Where something stands in the data: keys, and the numbers of items. */
export type Path = readonly (string | number)[];
/** A part of a key, wherever it is written: headers repeat the keys of the tables around them. */
interface KeyPlace {
  readonly path: Path;
  readonly span: Span;
}
/** A string of a document. */
export interface StringPlace {
  readonly path: Path;
  readonly span: Span;
  readonly value: string;
}
/** Every key and every string of a document, in the order of its text. */
export interface Places {
  readonly keys: readonly KeyPlace[];
  readonly strings: readonly StringPlace[];
}

/** Collects the places of a document. */
export function placesOf(program: AST.TOMLProgram): Places {
  const keys: KeyPlace[] = [];
  const strings: StringPlace[] = [];
  const visitKey = (base: Path, key: AST.TOMLKey): Path => {
    let path = base;
    for (const part of key.keys) {
      path = [...path, nameOf(part)];
      keys.push({ path, span: spanOf(part) });
    }
    return path;
  };
  const visitEntry = (base: Path, node: AST.TOMLKeyValue): void => visitValue(visitKey(base, node.key), node.value);
  const visitValue = (path: Path, node: AST.TOMLContentNode): void => {
    if (node.type === "TOMLArray") {
      for (const [index, item] of node.elements.entries()) visitValue([...path, index], item);
    } else if (node.type === "TOMLInlineTable") {
      for (const entry of node.body) visitEntry(path, entry);
    } else if (node.kind === "string") strings.push({ path, span: spanOf(node), value: node.value });
  };
  for (const node of program.body[0].body) {
    if (node.type === "TOMLKeyValue") {
      visitEntry([], node);
      continue;
    }
    const parts = [...node.key.keys];
    for (const [index, segment] of node.resolvedKey.entries()) {
      const part = typeof segment === "string" ? parts.shift() : undefined;
      if (part !== undefined) keys.push({ path: node.resolvedKey.slice(0, index + 1), span: spanOf(part) });
    }
    for (const entry of node.body) visitEntry(node.resolvedKey, entry);
  }
  return { keys, strings };
}

const nameOf = (part: AST.TOMLBare | AST.TOMLQuoted): string => (part.type === "TOMLBare" ? part.name : part.value);
const spanOf = (node: AST.HasLocs): Span => ({ start: node.range[0], end: node.range[1] });
