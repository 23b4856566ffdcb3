import type { LayoutEntry, TomlLayout } from "../source/toml-layout.ts";
import { findEntry, isBelow, isDottedThrough, isSame } from "./find-table.ts";
import { lineEnd, lineStart } from "./text-edit.ts";
import type { TextEdit } from "./text-edit.ts";

/** Removes a key with everything below it: a line, a part of braces, or a table with its lines. Undefined where it is not there. */
export function deleteKey(layout: TomlLayout, path: readonly string[]): readonly TextEdit[] | undefined {
  const entry = findEntry(layout, path);
  if (entry !== undefined) return [removal(layout, entry)];
  const dotted = layout.entries.filter((candidate) => isDottedThrough(candidate, path));
  const headers = layout.headers.filter((header) => isSame(header.path, path) || isBelow(header.path, path));
  if (dotted.length + headers.length === 0) return undefined;
  // Of several parts of the same braces each would take the comma of the next: that is left to a person.
  if (dotted.length > 1 && dotted.some(({ inside }) => inside !== undefined)) return undefined;
  const { text } = layout;
  return [
    ...dotted.map((candidate) => removal(layout, candidate)),
    ...headers.map(({ span, entries }) => {
      const start = lineStart(text, span.start);
      return { span: { start, end: pastBlanks(text, lineEnd(text, entries.at(-1)?.span.end ?? span.end)) }, text: "" };
    }),
  ];
}

function removal({ text }: TomlLayout, entry: LayoutEntry): TextEdit {
  const { inside, span } = entry;
  if (inside === undefined) {
    return { span: { start: lineStart(text, span.start), end: lineEnd(text, span.end) }, text: "" };
  }
  const at = inside.entries.indexOf(entry);
  const next = inside.entries[at + 1];
  const previous = inside.entries[at - 1];
  if (next !== undefined) return { span: { start: span.start, end: next.span.start }, text: "" };
  return { span: { start: previous?.span.end ?? span.start, end: span.end }, text: "" };
}

/** The blank lines after a table go with it, or its neighbours would drift apart. */
function pastBlanks(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text.slice(at, lineEnd(text, at)).trim() === "") at = lineEnd(text, at);
  return at;
}
