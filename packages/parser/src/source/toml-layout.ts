import { parseTOML } from "toml-eslint-parser";
import type { AST } from "toml-eslint-parser";
import type { Span } from "./source-text.ts";

/** A key with its value, as it is written: a line, or a part of a table in braces. */
export interface LayoutEntry {
  /** From the root to the value. An item of an array is its index in digits. */
  readonly path: readonly string[];
  /** The parts of the key as they stand there: the last ones of the path. */
  readonly keys: readonly Span[];
  readonly span: Span;
  readonly value: Span;
  /** What the string says, where it is one. */
  readonly text?: string;
  /** The table in braces that it is a part of; none for a line. */
  readonly inside?: LayoutBraces;
}
/** A table or an item of an array in braces. */
export interface LayoutBraces {
  readonly path: readonly string[];
  readonly span: Span;
  readonly entries: readonly LayoutEntry[];
}
/** A `[table]` or `[[table]]` line with the lines below it, up to the next. */
export interface LayoutHeader {
  readonly path: readonly string[];
  /** The parts of the name as they stand there, each with its place in the path: indices of arrays are not written. */
  readonly keys: readonly { readonly at: number; readonly span: Span }[];
  readonly span: Span;
  readonly entries: readonly LayoutEntry[];
}
/** Where everything stands in a TOML document, in its order. */
export interface TomlLayout {
  readonly text: string;
  /** The lines above the first header. */
  readonly top: readonly LayoutEntry[];
  readonly headers: readonly LayoutHeader[];
  /** Every entry, those in braces too. */
  readonly entries: readonly LayoutEntry[];
  readonly braces: readonly LayoutBraces[];
}

/** The layout of a document. Undefined for a text that is no TOML, or that nests too deeply to be walked. */
export function readLayout(text: string): TomlLayout | undefined {
  try {
    // A byte order mark is no character of the text; a blank in its place keeps every offset.
    return layoutOf(parseTOML(text.replace(/^\uFEFF/u, " ")), text);
  } catch {
    return undefined;
  }
}

interface Collected {
  readonly entries: LayoutEntry[];
  readonly braces: LayoutBraces[];
}

function layoutOf(program: AST.TOMLProgram, text: string): TomlLayout {
  const collected: Collected = { entries: [], braces: [] };
  const top: LayoutEntry[] = [];
  const headers: LayoutHeader[] = [];
  for (const node of program.body[0].body) {
    if (node.type === "TOMLKeyValue") {
      top.push(readEntry(collected, [], node));
      continue;
    }
    const path = node.resolvedKey.map(String);
    const entries = node.body.map((entry) => readEntry(collected, path, entry));
    headers.push({ path, keys: keysOf(node), span: headerSpan(node, text), entries });
  }
  return { text, top, headers, ...collected };
}

/** The written parts are the strings among the resolved ones: indices of arrays are added by the reader. */
function keysOf(node: AST.TOMLTable): LayoutHeader["keys"] {
  const places = [...node.resolvedKey.entries()].flatMap(([at, part]) => (typeof part === "string" ? [at] : []));
  return node.key.keys.map((key, index) => ({ at: places[index] ?? index, span: spanOf(key) }));
}

function readEntry(
  collected: Collected,
  base: readonly string[],
  node: AST.TOMLKeyValue,
  inside?: LayoutBraces,
): LayoutEntry {
  const path = [...base, ...node.key.keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value))];
  const entry: LayoutEntry = {
    path,
    keys: node.key.keys.map(spanOf),
    span: spanOf(node),
    value: spanOf(node.value),
    ...(node.value.type === "TOMLValue" && node.value.kind === "string" ? { text: node.value.value } : {}),
    ...(inside === undefined ? {} : { inside }),
  };
  collected.entries.push(entry);
  readValue(collected, path, node.value);
  return entry;
}

function readValue(collected: Collected, path: readonly string[], node: AST.TOMLContentNode): void {
  if (node.type === "TOMLArray") {
    for (const [index, element] of node.elements.entries()) readValue(collected, [...path, String(index)], element);
  }
  if (node.type !== "TOMLInlineTable") return;
  const entries: LayoutEntry[] = [];
  const braces: LayoutBraces = { path, span: spanOf(node), entries };
  collected.braces.push(braces);
  for (const part of node.body) entries.push(readEntry(collected, path, part, braces));
}

const spanOf = ({ range }: AST.HasLocs): Span => ({ start: range[0], end: range[1] });

function headerSpan(node: AST.TOMLTable, text: string): Span {
  const closed = text.indexOf("]", node.key.range[1]);
  return { start: node.range[0], end: closed + (node.kind === "array" ? 2 : 1) };
}
