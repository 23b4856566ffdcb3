import type { Span } from "../source/source-text.ts";

/** A stretch of a text and what takes its place. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A text with edits made that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = "";
  let at = 0;
  for (const edit of edits.toSorted((left, right) => left.span.start - right.span.start)) {
    edited += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return edited + text.slice(at);
}

/** Where the line of an offset starts. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** Where the line of an offset ends, its line feed included. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf("\n", offset);
  return feed === -1 ? text.length : feed + 1;
}

/** How the lines of a text end. */
export const lineBreak = (text: string): string => (/\r?\n/u.exec(text)?.[0] === "\r\n" ? "\r\n" : "\n");

/** New lines after the line of an offset, also where that is the last one and has no line feed. */
export function insertAfterLine(text: string, offset: number, lines: string): TextEdit {
  const end = lineEnd(text, offset);
  const isOpen = end === text.length && !text.endsWith("\n") && text !== "";
  const feed = lineBreak(text);
  return { span: { start: end, end }, text: isOpen ? `${feed}${lines}` : `${lines}${feed}` };
}
