import { messageOf } from "../messages/messages.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Position } from "../source/source-text.ts";

/**
 * For people: `file:line:column severity code message`. With the file's text, the line in question follows, and under it a mark.
 * Places that explain it have a line each. Control characters of the text are replaced, so that a method cannot write to a terminal.
 */
export function renderDiagnostic(diagnostic: Diagnostic, text?: string): string {
  const { file, start, end, severity, code, related = [] } = diagnostic;
  const head = `${file}:${start.line}:${start.column} ${severity} ${code} ${messageOf(diagnostic)}`;
  const places = related.map((place) => `  ${place.file}:${place.start.line}:${place.start.column} ${place.says}`);
  if (text === undefined) return [head, ...places].map(visible).join("\n");
  const line = lineAt(text, start);
  const from = Math.max(0, start.column - 1 - BEFORE);
  const shown = line.slice(from, from + WIDTH);
  const most = Math.max(1, shown.length - (start.column - 1 - from));
  const length = end.line === start.line ? Math.min(Math.max(1, end.column - start.column), most) : most;
  const mark = `${" ".repeat(start.column - 1 - from)}${"^".repeat(length)}`;
  return [visible(head), `  ${visible(shown)}`, `  ${mark}`, ...places.map(visible)].join("\n");
}

const WIDTH = 120;
const BEFORE = 80;

// One character for each, so that the mark stays under its place.
const visible = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, " ");

/** The line of a place, or what is there of it where the text is another one than was parsed. */
function lineAt(text: string, { offset, column }: Position): string {
  const start = Math.max(0, offset - column + 1);
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? text.length : end);
}
