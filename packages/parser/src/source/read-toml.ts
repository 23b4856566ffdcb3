import { ParseError, parseTOML } from "toml-eslint-parser";
import type { AST } from "toml-eslint-parser";
import type { Reporter } from "../diagnostics/reporter.ts";
import { findExcess, reportExcess } from "./find-excess.ts";
import { scanToml } from "./scan-toml.ts";
import type { Span } from "./source-text.ts";
import type { TomlEntry, TomlTable, TomlValue } from "./toml-tree.ts";

interface OpenTable {
  readonly kind: "table";
  readonly span: Span;
  readonly entries: Map<string, TomlEntry>;
}
interface OpenArray {
  readonly kind: "array";
  readonly span: Span;
  readonly items: TomlValue[];
}

/** The located tree of a TOML document, or undefined after its syntax error, or what is beyond a limit, has been reported. Never throws. */
export function readToml(reporter: Reporter): TomlTable | undefined {
  const { limits } = reporter;
  const { text } = reporter.source;
  if (text.length > limits.fileLength) {
    reporter.report("file.too_long", { start: 0, end: 0 }, { limit: limits.fileLength });
    return undefined;
  }
  const { excess, longestString } = scanToml(text, limits);
  if (excess !== undefined) {
    reportExcess(reporter, excess);
    return undefined;
  }
  try {
    // A byte order mark is no character of the text; a blank in its place keeps every offset.
    const tree = treeOf(parseTOML(text.replace(/^\uFEFF/u, " ")), text);
    const found = findExcess(tree, limits);
    if (found === undefined) return tree;
    reportExcess(reporter, found);
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) {
      const span = spanOfError(error.index, text);
      reporter.report("toml.syntax", span, {
        says: isBareText(text, span) ? "bare_text" : "other",
        problem: lowerFirst(error.message),
      });
      return undefined;
    }
    // The reader takes a string's characters as the arguments of one call: how many that may be is the engine's.
    if (error instanceof RangeError) {
      reportExcess(reporter, { code: "toml.string_too_long", span: longestString });
      return undefined;
    }
    throw error;
  }
}

/** Whether a word stands where a value does, without the quotes of a text. */
const isBareText = (text: string, { start, end }: Span): boolean =>
  /^[A-Za-z$@][^"']*$/u.test(text.slice(start, end)) && /[=[,]\s*$/u.test(text.slice(Math.max(0, start - 20), start));

const LONGEST_WORD = 100;
/** The word at fault. The reader names the place behind a faulty last token: a line further, the token itself is meant. */
function spanOfError(index: number, text: string): Span {
  const at = Math.min(index, text.length);
  if (at === 0 || (at < text.length && text[at - 1] !== "\n")) {
    const word = /^\w+/u.exec(text.slice(at, at + LONGEST_WORD))?.[0] ?? "";
    return { start: at, end: Math.min(at + Math.max(1, word.length), text.length) };
  }
  const end = text.slice(0, at).trimEnd().length;
  let start = end;
  while (start > 0 && !/[\s=,[\]{}]/u.test(text.charAt(start - 1))) start -= 1;
  return { start: Math.min(start, Math.max(0, end - 1)), end };
}

function treeOf(program: AST.TOMLProgram, text: string): TomlTable {
  const root = openTable({ start: 0, end: 0 });
  for (const node of program.body[0].body) {
    if (node.type === "TOMLKeyValue") addKeyValue(root, node, text);
    else addTable(root, node, text);
  }
  return root;
}

function addTable(root: OpenTable, node: AST.TOMLTable, text: string): void {
  const header: Span = { start: node.range[0], end: endOfHeader(node, text) };
  const keys = node.key.keys;
  let table = root;
  for (const [index, part] of keys.entries()) {
    const last = index === keys.length - 1;
    const name = keyName(part);
    const found = table.entries.get(name)?.value;
    if (last && node.kind === "array") {
      const next = openTable(header);
      // One array takes all its tables: a copy for each would take the square of their number.
      if (found?.kind === "array") (found as OpenArray).items.push(next);
      else setEntry(table, part, openArray(header, next), false);
      table = next;
    } else if (found?.kind === "table") {
      table = found as OpenTable;
    } else if (found?.kind === "array") {
      const item = found.items.at(-1);
      table = item?.kind === "table" ? (item as OpenTable) : openTable(header);
    } else {
      const next = openTable(last ? header : spanOf(part));
      setEntry(table, part, next, false);
      table = next;
    }
  }
  for (const entry of node.body) addKeyValue(table, entry, text);
}

function addKeyValue(into: OpenTable, node: AST.TOMLKeyValue, text: string): void {
  let table = into;
  for (const part of node.key.keys.slice(0, -1)) {
    const found = table.entries.get(keyName(part))?.value;
    const next = found?.kind === "table" ? (found as OpenTable) : openTable(spanOf(part));
    if (found === undefined) setEntry(table, part, next, true);
    table = next;
  }
  const last = node.key.keys.at(-1);
  if (last !== undefined) setEntry(table, last, valueOf(node.value, text), false);
}

function setEntry(table: OpenTable, part: AST.TOMLBare | AST.TOMLQuoted, value: TomlValue, dotted: boolean): void {
  const key = keyName(part);
  table.entries.set(key, { key, keySpan: spanOf(part), value, dotted });
}

function valueOf(node: AST.TOMLContentNode, text: string): TomlValue {
  const span = spanOf(node);
  switch (node.type) {
    case "TOMLArray":
      return { kind: "array", span, items: node.elements.map((item) => valueOf(item, text)) };
    case "TOMLInlineTable": {
      const table = openTable(span);
      for (const entry of node.body) addKeyValue(table, entry, text);
      return table;
    }
    case "TOMLValue":
      switch (node.kind) {
        case "string":
          return { kind: "string", span, value: node.value };
        case "integer":
        case "float":
          return { kind: node.kind, span, value: node.value, text: text.slice(span.start, span.end) };
        case "boolean":
          return { kind: "boolean", span, value: node.value };
        case "local-date":
          return { kind: "date", span, text: node.datetime };
        case "local-time":
          return { kind: "time", span, text: node.datetime };
        case "offset-date-time":
        case "local-date-time":
          return { kind: "datetime", span, text: node.datetime };
      }
  }
}

const openTable = (span: Span): OpenTable => ({ kind: "table", span, entries: new Map() });
const openArray = (span: Span, first: TomlValue): OpenArray => ({ kind: "array", span, items: [first] });
const spanOf = (node: AST.HasLocs): Span => ({ start: node.range[0], end: node.range[1] });
const keyName = (part: AST.TOMLBare | AST.TOMLQuoted): string => (part.type === "TOMLBare" ? part.name : part.value);
export const lowerFirst = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

function endOfHeader(node: AST.TOMLTable, text: string): number {
  const closed = text.indexOf("]", node.key.range[1]);
  return closed === -1 ? node.key.range[1] : closed + (node.kind === "array" ? 2 : 1);
}
