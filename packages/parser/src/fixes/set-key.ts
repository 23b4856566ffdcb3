import type { LayoutEntry, TomlLayout } from "../source/toml-layout.ts";
import { findEntry, findTable, isThere } from "./find-table.ts";
import { insertAfterLine, lineBreak, lineStart } from "./text-edit.ts";
import type { TextEdit } from "./text-edit.ts";
import { writeKey } from "./write-toml.ts";

type Path = readonly string[];

/**
 * Sets a key of a table that is there. `write` gives the value's text, and is told the text of the value that is replaced.
 * Undefined where the table is not there, or where the key is a table of several lines.
 */
export function setKey(
  layout: TomlLayout,
  table_path: Path,
  key: string,
  write: (like: string) => string,
): readonly TextEdit[] | undefined {
  const { text } = layout;
  const path = [...table_path, key];
  const entry = findEntry(layout, path);
  if (entry !== undefined) {
    return [{ span: entry.value, text: write(text.slice(entry.value.start, entry.value.end)) }];
  }
  if (isThere(layout, path)) return undefined;
  const table = findTable(layout, table_path);
  const line = `${writeKey(key)} = ${write("")}`;
  switch (table?.kind) {
    case undefined:
      return undefined;
    case "root":
      return [addAtTop(layout, line)];
    case "header": {
      const { entries, span } = table.header;
      return [addBelow(text, entries.at(-1), span.end, line)];
    }
    case "braces":
      return [addInBraces(text, table.braces.entries.at(-1), table.braces.span, line)];
    case "dotted": {
      const { last } = table;
      const written = last.keys.length - (last.path.length - table_path.length);
      const prefix = text.slice(last.span.start, last.keys[written]?.start ?? last.span.start);
      if (last.inside !== undefined) return [addInBraces(text, last, last.inside.span, `${prefix}${line}`)];
      return [addBelow(text, last, last.span.end, `${prefix}${line}`)];
    }
    case "implied": {
      const start = lineStart(text, table.first.span.start);
      const feed = lineBreak(text);
      return [{ span: { start, end: start }, text: `${header(table_path)}${feed}${line}${feed}${feed}` }];
    }
  }
}

/** Makes a table that is not there: in its parent's braces where that has them, else below everything of its parent. */
export function ensureTable(layout: TomlLayout, table_path: Path): readonly TextEdit[] | undefined {
  const { text } = layout;
  if (findTable(layout, table_path) !== undefined) return [];
  const parent = table_path.slice(0, -1);
  if (table_path.length === 0 || findEntry(layout, table_path) !== undefined) return undefined;
  const isInBraces = parent.some((_, index) => {
    const above = findTable(layout, parent.slice(0, index + 1));
    return above?.kind === "braces" || above?.kind === "dotted";
  });
  if (isInBraces) return setKey(layout, parent, table_path.at(-1) ?? "", () => "{}");
  const above = layout.headers.findLast(({ path }) => parent.every((part, index) => part === path[index]));
  // An item of an array has no name that a header could write.
  if (above !== undefined && above.keys.length < above.path.length) return undefined;
  const last = above?.entries.at(-1)?.span.end ?? above?.span.end ?? text.trimEnd().length;
  const feed = lineBreak(text);
  return [insertAfterLine(text, last, `${text.trim() === "" ? "" : feed}${header(table_path)}`)];
}

const header = (path: Path): string => `[${path.map(writeKey).join(".")}]`;

function addAtTop(layout: TomlLayout, line: string): TextEdit {
  const { text, top, headers } = layout;
  if (top.length > 0) return addBelow(text, top.at(-1), 0, line);
  const start = headers[0] === undefined ? text.length : lineStart(text, headers[0].span.start);
  const feed = lineBreak(text);
  const before = start === text.length && text !== "" && !text.endsWith("\n") ? feed : "";
  return { span: { start, end: start }, text: `${before}${line}${feed}${headers.length === 0 ? "" : feed}` };
}

function addBelow(text: string, last: LayoutEntry | undefined, fallback: number, line: string): TextEdit {
  const indent = last === undefined ? "" : text.slice(lineStart(text, last.span.start), last.span.start);
  return insertAfterLine(text, last?.span.end ?? fallback, `${indent}${line}`);
}

function addInBraces(
  text: string,
  last: LayoutEntry | undefined,
  span: { readonly start: number; readonly end: number },
  line: string,
): TextEdit {
  if (last === undefined) return { span, text: `{ ${line} }` };
  const at = last.span.end;
  return { span: { start: at, end: at }, text: `, ${line}` };
}
